package dev.magicsock.relaystub.stun;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A datagram to send.
 *
 * @param socket      from which socket
 * @param destination to whom: always the source of the request
 * @param payload     belongs to the receiver
 */
public record StunReply(StunSocket socket, InetSocketAddress destination, byte[] payload) {
    public StunReply {
        Objects.requireNonNull(socket);
        Objects.requireNonNull(destination);
        Objects.requireNonNull(payload);
    }
}
