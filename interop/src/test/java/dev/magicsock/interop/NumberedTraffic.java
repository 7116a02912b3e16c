package dev.magicsock.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Datagrams with numbers, sent at a steady rate by one thread and received by another until the socket is closed. */
final class NumberedTraffic {

    /** Some megabits per second of small datagrams, which no queue on the way has to drop. */
    private static final Duration GAP = Duration.ofMillis(2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(10);

    private final DatagramSocket from;
    private final Collection<Long> received = new ConcurrentLinkedQueue<>();
    private long sent;

    /** @param from connected */
    NumberedTraffic(DatagramSocket from, DatagramSocket to) {
        this.from = from;
        Thread.ofVirtual().start(() -> receive(to));
    }

    private void receive(DatagramSocket to) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                to.receive(packet);
                received.add(ByteBuffer.wrap(packet.getData(), packet.getLength() - Long.BYTES, Long.BYTES).getLong());
            }
        } catch (SocketException e) {
            // It was closed: the end.
        } catch (IOException e) {
            throw new IllegalStateException("a facade fails by being closed only", e);
        }
    }

    /** Sends the next numbers, one by one; it takes as long as the rate says. */
    void send(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[] packet = packet(sent++);
            from.send(new DatagramPacket(packet, packet.length));
            LockSupport.parkNanos(GAP.toNanos());
        }
    }

    /** The long header of a QUIC Initial, which is enough to be taken for QUIC, and the number. */
    private static byte[] packet(long number) {
        return ByteBuffer.allocate(24).put((byte) 0xC3).putInt(1).put((byte) 8).putLong(7_777_777_777L)
                .put((byte) 1).put((byte) 'x').putLong(number).array();
    }

    /** How many were sent: their numbers are those from 0 to one less. */
    long sent() {
        return sent;
    }

    /** Waits until a number has arrived; false if that takes too long. */
    boolean awaitArrival(long number) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!received.contains(number)) {
            if (System.nanoTime() > giveUp) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /** The numbers that have arrived, in their order. */
    List<Long> received() {
        return List.copyOf(received);
    }
}
