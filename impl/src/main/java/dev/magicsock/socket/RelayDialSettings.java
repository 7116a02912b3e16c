package dev.magicsock.socket;

import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.HttpProxy;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a relay is dialled. Its text form hides the token.
 *
 * @param connection certificates, proxy and names
 * @param token      sent as {@code Authorization: Bearer}
 */
public record RelayDialSettings(DialSettings connection, Optional<String> token) {

    /** Trusts what the platform trusts, goes directly, and has no token. */
    public static final RelayDialSettings STANDARD = new RelayDialSettings(DialSettings.STANDARD, Optional.empty());

    /** @throws IllegalArgumentException if the token is not visible ASCII */
    public RelayDialSettings {
        Objects.requireNonNull(connection, "connection");
        if (token.isPresent() && (token.get().isEmpty() || !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw new IllegalArgumentException("a token is visible ASCII without spaces");
        }
    }

    /** The same with other certificates. */
    public RelayDialSettings withTls(SSLContext value) {
        return withConnection(connection.withTls(value));
    }

    /** The same through a proxy. */
    public RelayDialSettings withProxy(HttpProxy value) {
        return withConnection(connection.withProxy(value));
    }

    /** The same with all that a connection needs. */
    public RelayDialSettings withConnection(DialSettings value) {
        return new RelayDialSettings(value, token);
    }

    /** The same with a token. */
    public RelayDialSettings withToken(String value) {
        return new RelayDialSettings(connection, Optional.of(value));
    }

    /** The same without a token, for relays that are not ours. */
    public RelayDialSettings withoutToken() {
        return new RelayDialSettings(connection, Optional.empty());
    }

    @Override
    public String toString() {
        return "RelayDialSettings[" + connection + (token.isPresent() ? ", with a token]" : "]");
    }
}
