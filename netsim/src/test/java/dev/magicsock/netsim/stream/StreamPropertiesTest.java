package dev.magicsock.netsim.stream;

import static dev.magicsock.netsim.stream.TwoHosts.MILLISECOND;
import static dev.magicsock.netsim.stream.TwoHosts.SECOND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every path, however bad. */
class StreamPropertiesTest {

    /** Longer than the last retransmission can take, so that whatever is not over by then never ends. */
    private static final long LIMIT = 7_200 * SECOND;

    @Property(tries = 150)
    void everyByteArrivesOnceAndInOrderOrTheConnectionEndsWithAReason(
            @ForAll long seed,
            @ForAll @DoubleRange(max = 0.4) double loss,
            @ForAll @DoubleRange(max = 0.3) double duplication,
            @ForAll @IntRange(max = 60) int reorderingMilliseconds,
            @ForAll @IntRange(min = 1, max = 150_000) int size) {
        TwoHosts hosts = new TwoHosts(seed);
        impair(hosts, loss, duplication, reorderingMilliseconds);
        byte[] written = randomBytes(seed, size);
        hosts.client.program = new Writer(hosts, written);
        closeWhenClosed(hosts);
        hosts.connect();
        hosts.runUntilQuiet(LIMIT);

        byte[] received = hosts.server.received.toByteArray();
        assertArrayEquals(Arrays.copyOf(written, received.length), received, "a prefix in order");
        assertEquals(1, hosts.client.ends().size());
        assertEquals(0, hosts.client.stack.connectionCount());
        if (hosts.server.ends().contains(StreamEnd.END_OF_STREAM)) {
            assertEquals(written.length, received.length, "the end comes after the last byte");
            assertEquals(0, hosts.server.stack.connectionCount());
        } else {
            // Whoever only receives, and has no keepalive, never learns that the other side gave up.
            assertEquals(StreamEnd.TIMED_OUT, hosts.client.ends().getFirst());
            assertTrue(hosts.server.stack.connectionCount() <= 1);
        }
    }

    /** Found by the property above: sixteen losses of the last byte in a row. */
    @Example
    void aReceiverStaysHalfOpenWhenTheSenderGaveUpOnItsLastByte() {
        everyByteArrivesOnceAndInOrderOrTheConnectionEndsWithAReason(-300250, 0.36, 0.09, 9, 29_201);
    }

    @Property(tries = 100)
    void aModeratelyBadPathOnlyDelaysTheBytes(
            @ForAll long seed,
            @ForAll @DoubleRange(max = 0.15) double loss,
            @ForAll @IntRange(max = 30) int reordering) {
        TwoHosts hosts = new TwoHosts(seed);
        impair(hosts, loss, 0.05, reordering);
        byte[] written = randomBytes(seed, 60_000);
        hosts.client.program = new Writer(hosts, written);
        closeWhenClosed(hosts);
        hosts.connect();
        hosts.runFor(600 * SECOND);
        assertArrayEquals(written, hosts.server.received.toByteArray());
    }

    @Property(tries = 60)
    void nothingIsSentBeyondTheWindowThatWasOffered(
            @ForAll long seed,
            @ForAll @DoubleRange(max = 0.1) double loss,
            @ForAll @IntRange(min = 1_000, max = 40_000) int receiveWindow) {
        TwoHosts hosts = new TwoHosts(seed, new StreamSettings(64 * 1024, receiveWindow, 1024, 6, 5, 15, 16, 16));
        hosts.client.wire.lossRatio = loss;
        hosts.client.program = new Writer(hosts, randomBytes(seed, 200_000));
        hosts.connect();
        while (hosts.now < 60 * SECOND && hosts.step(60 * SECOND)) {
            if (!hosts.server.sent.isEmpty()) {
                Segment sent = hosts.client.sent.getLast();
                int beyondOffer = sent.sequence() + sent.sequenceLength()
                        - hosts.server.sent.getLast().acknowledgment() - receiveWindow;
                // The FIN takes a sequence number, but no room in a window.
                assertTrue(beyondOffer <= (sent.fin() ? 1 : 0), () -> beyondOffer + " bytes beyond the window");
            }
        }
        assertTrue(hosts.server.received.size() > 10_000, "something was sent");
    }

    @Property(tries = 40)
    void equalSeedsGiveEqualSegments(@ForAll long seed, @ForAll @DoubleRange(max = 0.2) double loss) {
        assertEquals(segmentsOfOneRun(seed, loss), segmentsOfOneRun(seed, loss));
    }

    @Property(tries = 200)
    void noSegmentWhateverItSaysCausesAnException(@ForAll long seed, @ForAll @LongRange(max = 3) long phase) {
        TwoHosts hosts = new TwoHosts(seed, new StreamSettings(4096, 4096, 8, 2, 2, 2, 8, 4));
        StreamConnection connection = hosts.connect();
        hosts.runFor(phase * 10 * MILLISECOND);
        if (hosts.client.connections.size() == 1) {
            hosts.client.write(connection, new byte[3_000]);
        }
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            boolean toClient = random.nextBoolean();
            IpEndpoint source = toClient ? connection.remote() : connection.local();
            IpEndpoint destination = toClient ? connection.local() : connection.remote();
            hosts.inject(source, destination, hostileSegment(random, toClient ? hosts.client : hosts.server));
            hosts.runFor(random.nextLong(300 * MILLISECOND));
        }
        hosts.client.reset(connection);
        hosts.server.stack.forgetAll();
        hosts.runUntilQuiet(hosts.now + LIMIT);
        assertEquals(0, hosts.client.stack.connectionCount() + hosts.server.stack.connectionCount());
    }

    private static Object segmentsOfOneRun(long seed, double loss) {
        TwoHosts hosts = new TwoHosts(seed);
        impair(hosts, loss, loss, 20);
        hosts.client.program = new Writer(hosts, randomBytes(seed, 20_000));
        closeWhenClosed(hosts);
        hosts.connect();
        hosts.runFor(30 * SECOND);
        return Map.of("sent", hosts.client.sent, "answered", hosts.server.sent);
    }

    private static void impair(TwoHosts hosts, double loss, double duplication, int reorderingMilliseconds) {
        for (TwoHosts.Wire wire : new TwoHosts.Wire[] {hosts.client.wire, hosts.server.wire}) {
            wire.lossRatio = loss;
            wire.duplicationRatio = duplication;
            wire.reorderingDelay = reorderingMilliseconds * MILLISECOND;
        }
    }

    private static void closeWhenClosed(TwoHosts hosts) {
        hosts.server.program = output -> {
            if (output instanceof StreamOutput.Closed closed) {
                hosts.server.stack.close(closed.connection(), hosts.now);
            }
        };
    }

    private static byte[] randomBytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** Any numbers, but often close to those that the receiver expects. */
    private static Segment hostileSegment(RandomGenerator random, TwoHosts.Peer receiver) {
        Segment last = receiver.sent.isEmpty()
                ? new Segment(0, 0, 0, 0, 0, ByteBuffer.allocate(0)) : receiver.sent.getLast();
        int sequence = random.nextInt(4) == 0 ? random.nextInt() : last.acknowledgment() + random.nextInt(-50, 5_000);
        int acknowledgment = random.nextInt(4) == 0 ? random.nextInt() : last.sequence() + random.nextInt(-50, 5_000);
        int window = random.nextInt(100_000);
        byte[] payload = new byte[random.nextInt(3) == 0 ? random.nextInt(6_000) : 0];
        int flags = random.nextInt(32);
        return new Segment(
                sequence, acknowledgment, flags, window, random.nextInt(3_000), ByteBuffer.wrap(payload));
    }

    /** Writes everything as the connection takes it, then closes. */
    private static final class Writer implements Consumer<StreamOutput> {
        private final TwoHosts hosts;
        private final ByteBuffer left;

        Writer(TwoHosts hosts, byte[] bytes) {
            this.hosts = hosts;
            this.left = ByteBuffer.wrap(bytes);
        }

        @Override
        public void accept(StreamOutput output) {
            switch (output) {
                case StreamOutput.Connected connected -> write(connected.connection());
                case StreamOutput.Writable writable -> write(writable.connection());
                case StreamOutput.Transmit _, StreamOutput.Accepted _, StreamOutput.Received _, StreamOutput.Closed _,
                        StreamOutput.Released _ -> { }
            }
        }

        private void write(StreamConnection connection) {
            hosts.client.stack.write(connection, left, hosts.now);
            if (!left.hasRemaining()) {
                hosts.client.stack.close(connection, hosts.now);
            }
        }
    }
}
