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
record RelayDialSettings(Optional<SSLContext> tls, Optional<String> token) {

    static final RelayDialSettings STANDARD = new RelayDialSettings(Optional.empty(), Optional.empty());

    RelayDialSettings {
        Objects.requireNonNull(tls, "tls");
        if (token.isPresent() && (token.get().isEmpty() || !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw new IllegalArgumentException("a token is visible ASCII without spaces");
        }
    }

    RelayDialSettings withTls(Optional<SSLContext> value) {
        return new RelayDialSettings(value, token);
    }

    RelayDialSettings withToken(Optional<String> value) {
        return new RelayDialSettings(tls, value);
    }
}
