package dev.magicsock.stun;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * One question to a STUN server.
 *
 * @param server     where the request goes
 * @param answerFrom the only source whose answer counts; differs from {@code server} for a CHANGE-REQUEST
 * @param attributes of the request
 */
public record StunQuery(InetSocketAddress server, InetSocketAddress answerFrom, List<StunAttribute> attributes) {

    public StunQuery {
        SocketAddresses.requireResolved(server);
        SocketAddresses.requireResolved(answerFrom);
        attributes = List.copyOf(attributes);
    }

    /** Asks how the server sees us. The fingerprint helps whoever shares the port with other protocols. */
    public static StunQuery binding(InetSocketAddress server) {
        return new StunQuery(server, server, List.of(new StunAttribute.Fingerprint()));
    }
}
