package dev.magicsock.socket;

import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.HttpProxy;
import dev.magicsock.relay.RelayProtocolVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a relay is dialled. Its text form hides the token.
 *
 * @param connection certificates, proxy and names
 * @param token      sent as {@code Authorization: Bearer}
 * @param versions   of the relay protocol to offer, best first; at least one
 */
public record RelayDialSettings(DialSettings connection, Optional<String> token, List<RelayProtocolVersion> versions) {

    /** Trusts what the platform trusts, goes directly, has no token, and offers every version. */
    public static final RelayDialSettings STANDARD = new RelayDialSettings(DialSettings.STANDARD, Optional.empty(),
            List.of(RelayProtocolVersion.V2, RelayProtocolVersion.V1));

    /** @throws IllegalArgumentException if the token is not visible ASCII, or no version is offered */
    public RelayDialSettings {
        Objects.requireNonNull(connection, "connection");
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no version of the relay protocol to offer");
        }
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
        return new RelayDialSettings(value, token, versions);
    }

    /** The same with a token. */
    public RelayDialSettings withToken(String value) {
        return new RelayDialSettings(connection, Optional.of(value), versions);
    }

    /** The same with these versions of the relay protocol only. */
    public RelayDialSettings withVersions(List<RelayProtocolVersion> value) {
        return new RelayDialSettings(connection, token, value);
    }

    /** The same without a token, for relays that are not ours. */
    public RelayDialSettings withoutToken() {
        return new RelayDialSettings(connection, Optional.empty(), versions);
    }

    @Override
    public String toString() {
        return "RelayDialSettings[" + connection + (token.isPresent() ? ", with a token]" : "]");
    }
}
