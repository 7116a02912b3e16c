package dev.magicsock.bench.quic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** The only direct way between two UDP sockets, as a pair of NATs would look: it takes time, and can be blocked. */
final class SlowPath implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 22;
    private static final int DATAGRAM_BYTES = 1 << 16;

    private final DatagramSocket facingFirst;
    private final DatagramSocket facingSecond;
    private final DelayLine there;
    private final DelayLine back;
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean blocked = true;

    SlowPath(InetAddress loopback, long delayNanos) throws SocketException {
        facingFirst = open(loopback);
        facingSecond = open(loopback);
        there = new DelayLine("slow-path-there", delayNanos);
        back = new DelayLine("slow-path-back", delayNanos);
    }

    private static DatagramSocket open(InetAddress loopback) throws SocketException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
        socket.setReceiveBufferSize(BUFFER_BYTES);
        return socket;
    }

    void connect(InetSocketAddress first, InetSocketAddress second) {
        pump(facingFirst, there, facingSecond, second);
        pump(facingSecond, back, facingFirst, first);
    }

    /** Where the first one finds the second one. */
    InetSocketAddress secondSeenByFirst() {
        return (InetSocketAddress) facingFirst.getLocalSocketAddress();
    }

    /** Where the second one finds the first one. */
    InetSocketAddress firstSeenBySecond() {
        return (InetSocketAddress) facingSecond.getLocalSocketAddress();
    }

    void block(boolean value) {
        blocked = value;
    }

    /** Datagrams that came while it was blocked. */
    long dropped() {
        return dropped.get();
    }

    private void pump(DatagramSocket from, DelayLine line, DatagramSocket out, InetSocketAddress to) {
        Thread.ofPlatform().daemon().name("slow-path-pump").start(() -> {
            byte[] buffer = new byte[DATAGRAM_BYTES];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    from.receive(packet);
                    if (blocked) {
                        dropped.incrementAndGet();
                    } else {
                        byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
                        line.add(() -> send(out, new DatagramPacket(bytes, bytes.length, to)));
                    }
                }
            } catch (IOException closed) {
                // The end.
            }
        });
    }

    private static void send(DatagramSocket out, DatagramPacket packet) {
        try {
            out.send(packet);
        } catch (IOException lost) {
            // As on any network.
        }
    }

    @Override
    public void close() {
        facingFirst.close();
        facingSecond.close();
        there.close();
        back.close();
    }
}
