package dev.magicsock.bench.quic;

import dev.magicsock.wire.DatagramKind;
import dev.magicsock.wire.Demultiplexer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The only direct way between two UDP sockets, as a pair of NATs would look: it takes time, and can be blocked. */
final class SlowPath implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 22;
    private static final int DATAGRAM_BYTES = 1 << 16;

    private final DatagramSocket facingFirst;
    private final DatagramSocket facingSecond;
    private final DelayLine there;
    private final DelayLine back;
    private final Set<Long> swallowed = ConcurrentHashMap.newKeySet();
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
        pump(facingFirst, there, facingSecond, second, swallowed);
        pump(facingSecond, back, facingFirst, first, ConcurrentHashMap.newKeySet());
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

    /** The QUIC packets from the first one to the second one that came while it was blocked, by {@link #nameOf}. */
    Set<Long> swallowed() {
        return swallowed;
    }

    /** Tells one encrypted datagram from all others, and knows a copy: half of its authentication tag. */
    static long nameOf(byte[] datagram, int length) {
        return length < Long.BYTES ? 0 : ByteBuffer.wrap(datagram).getLong(length - Long.BYTES);
    }

    private void pump(DatagramSocket from, DelayLine line, DatagramSocket out, InetSocketAddress to,
            Set<Long> lost) {
        Thread.ofPlatform().daemon().name("slow-path-pump").start(() -> {
            byte[] buffer = new byte[DATAGRAM_BYTES];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    from.receive(packet);
                    if (blocked) {
                        ByteBuffer datagram = ByteBuffer.wrap(buffer, 0, packet.getLength());
                        if (Demultiplexer.classify(datagram) == DatagramKind.QUIC) {
                            lost.add(nameOf(buffer, packet.getLength()));
                        }
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
