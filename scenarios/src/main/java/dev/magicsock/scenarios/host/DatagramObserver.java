package dev.magicsock.scenarios.host;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Notices application datagrams between a MagicSock and its carriers by their contents, so that copies are counted
 * without believing what the MagicSock says about itself.
 */
final class DatagramObserver {

    /** Type, peer id and ECN in front of a relayed datagram (relay protocol section 6). */
    private static final int RELAY_HEADER_BYTES = 34;
    private static final int PEER_OFFSET = 1;

    private static final byte CLIENT_TO_RELAY_DATAGRAM = 4;
    private static final byte RELAY_TO_CLIENT_DATAGRAM = 6;

    private DatagramObserver() {
    }

    static void sentDirect(EndpointListener listener, InetSocketAddress destination, ByteBuffer payload) {
        TestDatagram.peek(payload)
                .ifPresent(datagram -> listener.carried(datagram, carrier(destination), payload.remaining()));
        if (listener.wantsDatagrams()) {
            listener.sent(new Via.Direct(destination), payload.duplicate());
        }
    }

    static void arrivedDirect(EndpointListener listener, InetSocketAddress source, ByteBuffer payload) {
        TestDatagram.peek(payload)
                .ifPresent(datagram -> listener.arrived(datagram, carrier(source), payload.remaining()));
        if (listener.wantsDatagrams()) {
            listener.received(new Via.Direct(source), payload.duplicate());
        }
    }

    static void sentRelayed(EndpointListener listener, RelayUrl relay, ByteBuffer message) {
        ByteBuffer contents = contents(message, CLIENT_TO_RELAY_DATAGRAM);
        TestDatagram.peek(contents)
                .ifPresent(datagram -> listener.carried(datagram, Carrier.RELAY, contents.remaining()));
        if (contents.hasRemaining() && listener.wantsDatagrams()) {
            listener.sent(via(relay, message), contents);
        }
    }

    static void arrivedRelayed(EndpointListener listener, RelayUrl relay, ByteBuffer message) {
        ByteBuffer contents = contents(message, RELAY_TO_CLIENT_DATAGRAM);
        TestDatagram.peek(contents)
                .ifPresent(datagram -> listener.arrived(datagram, Carrier.RELAY, contents.remaining()));
        if (contents.hasRemaining() && listener.wantsDatagrams()) {
            listener.received(via(relay, message), contents);
        }
    }

    private static Via via(RelayUrl relay, ByteBuffer message) {
        byte[] peer = new byte[EndpointId.BYTES];
        message.get(message.position() + PEER_OFFSET, peer);
        return new Via.Relayed(relay.toString(), EndpointId.of(peer));
    }

    private static ByteBuffer contents(ByteBuffer message, byte type) {
        boolean isDatagram = message.remaining() > RELAY_HEADER_BYTES && message.get(message.position()) == type;
        return isDatagram
                ? message.slice(message.position() + RELAY_HEADER_BYTES, message.remaining() - RELAY_HEADER_BYTES)
                : ByteBuffer.allocate(0);
    }

    private static Carrier carrier(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address ? Carrier.IPV6 : Carrier.IPV4;
    }
}
