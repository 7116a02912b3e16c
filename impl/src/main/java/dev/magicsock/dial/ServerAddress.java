package dev.magicsock.dial;

import dev.magicsock.identity.RelayUrl;
import java.util.Objects;

/**
 * A server as it is dialled.
 *
 * @param host   a name, an IPv4 address, or an IPv6 address in brackets
 * @param port   1 to 65535
 * @param secure whether it is spoken to over TLS
 */
public record ServerAddress(String host, int port, boolean secure) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    public ServerAddress {
        Objects.requireNonNull(host, "host");
    }

    /** Where a relay is. */
    public static ServerAddress of(RelayUrl relay) {
        return new ServerAddress(relay.host(), relay.port(), relay.isSecure());
    }

    /** The value of a {@code Host} header (RFC 9110 section 7.2). */
    public String authority() {
        return port == (secure ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
    }

    /** Certificates name hosts without the dot of a fully qualified name, and addresses without brackets. */
    String tlsName() {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
