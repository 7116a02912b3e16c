package dev.magicsock.scenarios.cli;

import dev.magicsock.relaystub.stun.StunReply;
import dev.magicsock.relaystub.stun.StunServer;
import dev.magicsock.relaystub.stun.StunSocket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Our STUN server on loopback sockets; it can be made silent, or see other ports than there are, as behind a NAT. */
final class LoopbackStun implements AutoCloseable {

    private final StunServer server;
    private final Map<StunSocket, DatagramSocket> sockets = new EnumMap<>(StunSocket.class);
    private final int portShift;
    private volatile boolean muteOthers;
    private volatile boolean muteAll;

    private LoopbackStun(StunServer server, Map<StunSocket, DatagramSocket> sockets, int portShift) {
        this.server = server;
        this.sockets.putAll(sockets);
        this.portShift = portShift;
        sockets.forEach((name, socket) -> Thread.ofVirtual().start(() -> serve(name, socket)));
    }

    /** @param portShift is added to the port that a client comes from */
    static LoopbackStun withOneSocket(String address, int portShift) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        return new LoopbackStun(StunServer.withOneSocket((InetSocketAddress) socket.getLocalSocketAddress()),
                Map.of(StunSocket.PRIMARY, socket), portShift);
    }

    /** At 127.0.0.1 and 127.0.0.2. The system picks ports until two are free at both addresses. */
    static LoopbackStun withFourSockets() throws IOException {
        Map<StunSocket, DatagramSocket> sockets = new EnumMap<>(StunSocket.class);
        pair(sockets, StunSocket.PRIMARY, StunSocket.OTHER_ADDRESS);
        pair(sockets, StunSocket.OTHER_PORT, StunSocket.OTHER_ADDRESS_AND_PORT);
        StunServer server = StunServer.withFourSockets(
                (InetSocketAddress) sockets.get(StunSocket.PRIMARY).getLocalSocketAddress(),
                (InetSocketAddress) sockets.get(StunSocket.OTHER_ADDRESS_AND_PORT).getLocalSocketAddress());
        return new LoopbackStun(server, sockets, 0);
    }

    private static void pair(Map<StunSocket, DatagramSocket> sockets, StunSocket first, StunSocket second)
            throws IOException {
        while (!sockets.containsKey(second)) {
            DatagramSocket one = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            try {
                sockets.put(second, new DatagramSocket(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), one.getLocalPort())));
                sockets.put(first, one);
            } catch (IOException taken) {
                one.close();
            }
        }
    }

    LoopbackStun mutingAllButThePrimary() {
        muteOthers = true;
        return this;
    }

    LoopbackStun mutingAll() {
        muteAll = true;
        return this;
    }

    String address() {
        InetSocketAddress address = server.addressOf(StunSocket.PRIMARY);
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void serve(StunSocket name, DatagramSocket socket) {
        byte[] buffer = new byte[1500];
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                answer(name, packet);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void answer(StunSocket name, DatagramPacket packet) throws IOException {
        InetSocketAddress seen = new InetSocketAddress(packet.getAddress(), packet.getPort() + portShift);
        Optional<StunReply> reply = server.answer(name, seen,
                ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength())));
        boolean muted = muteAll || muteOthers && reply.isPresent() && reply.get().socket() != StunSocket.PRIMARY;
        if (reply.isPresent() && !muted) {
            byte[] answer = reply.get().payload();
            sockets.get(reply.get().socket()).send(new DatagramPacket(answer, answer.length,
                    packet.getSocketAddress()));
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(DatagramSocket::close);
    }
}
