package dev.magicsock.socket;

import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How relays are dialled.
 *
 * @param tls   which certificates are trusted; the platform's choice if empty
 * @param token sent as {@code Authorization: Bearer}
 */
public record RelayDialSettings(Optional<SSLContext> tls, Optional<String> token) {

    /** Trusts what the platform trusts, and has no token. */
    public static final RelayDialSettings STANDARD = new RelayDialSettings(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if the token is not visible ASCII */
    public RelayDialSettings {
        Objects.requireNonNull(tls, "tls");
        if (token.isPresent() && (token.get().isEmpty() || !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw new IllegalArgumentException("a token is visible ASCII without spaces");
        }
    }

    /** The same with other certificates. */
    public RelayDialSettings withTls(SSLContext value) {
        return new RelayDialSettings(Optional.of(value), token);
    }

    /** The same with a token. */
    public RelayDialSettings withToken(String value) {
        return new RelayDialSettings(tls, Optional.of(value));
    }
}
