package dev.magicsock.portmap;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What is asked of whom.
 *
 * @param gateway   the only address that is spoken to
 * @param own       our address in the gateway's network, of the same family
 * @param port      our UDP port, 1 to 65535
 * @param protocols in the order in which they are tried, at least one, each once
 * @param lifetime  how long a mapping is asked for, at least a minute
 */
public record PortMapperSettings(InetAddress gateway, InetAddress own, int port, List<MappingProtocol> protocols,
        Duration lifetime) {

    /** RFC 6886 section 3.3 recommends two hours; renewals come far more often. */
    public static final Duration RECOMMENDED_LIFETIME = Duration.ofHours(2);

    private static final Duration LEAST_LIFETIME = Duration.ofMinutes(1);
    private static final int MAX_PORT = 0xFFFF;

    public PortMapperSettings {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(own, "own");
        protocols = List.copyOf(protocols);
        if (gateway.getClass() != own.getClass()) {
            throw new IllegalArgumentException("gateway and own address are of two families");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("no port: " + port);
        }
        if (protocols.isEmpty() || protocols.stream().distinct().count() != protocols.size()) {
            throw new IllegalArgumentException("each protocol at most once, and at least one: " + protocols);
        }
        if (lifetime.compareTo(LEAST_LIFETIME) < 0) {
            throw new IllegalArgumentException("a lifetime of at least a minute, not " + lifetime);
        }
    }

    /** All protocols, the newest first, for the recommended lifetime. */
    public static PortMapperSettings of(InetAddress gateway, InetAddress own, int port) {
        return new PortMapperSettings(gateway, own, port, List.of(MappingProtocol.values()), RECOMMENDED_LIFETIME);
    }
}
