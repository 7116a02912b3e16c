package dev.magicsock.netsim.stream;

import static dev.magicsock.netsim.stream.TwoHosts.MILLISECOND;
import static dev.magicsock.netsim.stream.TwoHosts.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What bulk data feels of a path: the numbers that make a simulated relay believable. */
class StreamThroughputTest {

    private static final byte[] BLOCK = new byte[64 * 1024];

    @Test
    void onePercentLossAtHundredMillisecondsLeavesAboutWhatMathisPredicts() {
        // Mathis et al. 1997: MSS / RTT * sqrt(3/2) / sqrt(p) = 1460 B / 0.1 s * 1.22 / 0.1 = 1.43 Mbit/s.
        List<Double> rates = new ArrayList<>();
        for (long seed = 0; seed < 5; seed++) {
            TwoHosts hosts = new TwoHosts(seed).delay(50 * MILLISECOND);
            hosts.client.wire.lossRatio = 0.01;
            rates.add(megabitsPerSecond(hosts, 10 * SECOND, 90 * SECOND));
        }
        double mean = rates.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertTrue(mean > 0.9 && mean < 1.9, "mean of " + rates);
    }

    @Test
    void aLossFreeTenMegabitLinkIsFilled() {
        TwoHosts hosts = new TwoHosts(1).delay(25 * MILLISECOND);
        hosts.client.wire.bitsPerSecond = 10_000_000;
        // Headers take 40 of 1500 bytes.
        assertTrue(megabitsPerSecond(hosts, 3 * SECOND, 20 * SECOND) > 10 * 1460.0 / 1500 * 0.99);
    }

    @Test
    void aTenMegabitLinkWithAShortQueueIsFilledToNineTenths() {
        TwoHosts hosts = new TwoHosts(1).delay(25 * MILLISECOND);
        hosts.client.wire.bitsPerSecond = 10_000_000;
        hosts.client.wire.queueNanos = 50 * MILLISECOND;
        assertTrue(megabitsPerSecond(hosts, 10 * SECOND, 60 * SECOND) > 9);
    }

    @Test
    void aColdStartSendsTenSegmentsAndThenMoreEveryRoundTrip() {
        TwoHosts hosts = new TwoHosts(1).delay(50 * MILLISECOND);
        hosts.client.program = writing(hosts);
        hosts.connect();
        List<Integer> perRoundTrip = new ArrayList<>();
        hosts.runFor(100 * MILLISECOND - 1);
        for (int round = 0; round < 4; round++) {
            int before = hosts.client.sent.size();
            hosts.runFor(100 * MILLISECOND);
            perRoundTrip.add(hosts.client.sent.size() - before);
        }
        // The first round has the handshake's acknowledgment besides. An acknowledgment per two segments adds a half.
        assertEquals(List.of(11, 15, 23, 35), perRoundTrip);
    }

    @Test
    void aLostSegmentHoldsBackEverythingBehindIt() {
        TwoHosts hosts = new TwoHosts(1).delay(50 * MILLISECOND);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.loses = new LoseOnce(1);
        hosts.client.write(connection, new byte[9 * 1460]);
        hosts.runFor(149 * MILLISECOND);
        assertEquals(1460, hosts.server.received.size(), "all behind the first segment waits for the second");
        hosts.runFor(10 * MILLISECOND);
        assertEquals(9 * 1460, hosts.server.received.size(), "one round trip later the gap is filled");
    }

    @Test
    void withoutFastRetransmitTheTimerFillsTheGap() {
        TwoHosts hosts = new TwoHosts(1).delay(50 * MILLISECOND);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.loses = new LoseOnce(0);
        hosts.client.write(connection, new byte[100]);
        hosts.runFor(340 * MILLISECOND);
        assertEquals(0, hosts.server.received.size(), "100 ms round trip and 200 ms are not over");
        hosts.runFor(30 * MILLISECOND);
        assertEquals(100, hosts.server.received.size());
    }

    /** Payload bits delivered per microsecond between two times, while the client writes as much as it can. */
    private static double megabitsPerSecond(TwoHosts hosts, long from, long to) {
        hosts.client.program = writing(hosts);
        hosts.connect();
        hosts.runFor(from);
        int before = hosts.server.received.size();
        hosts.runFor(to - from);
        return (hosts.server.received.size() - before) * 8.0 * 1000 / (to - from);
    }

    private static Consumer<StreamOutput> writing(TwoHosts hosts) {
        return output -> {
            switch (output) {
                case StreamOutput.Connected connected -> fill(hosts, connected.connection());
                case StreamOutput.Writable writable -> fill(hosts, writable.connection());
                case StreamOutput.Transmit _, StreamOutput.Accepted _, StreamOutput.Received _, StreamOutput.Closed _,
                        StreamOutput.Released _ -> { }
            }
        };
    }

    private static void fill(TwoHosts hosts, StreamConnection connection) {
        while (hosts.client.stack.write(connection, ByteBuffer.wrap(BLOCK), hosts.now) == BLOCK.length) {
            continue;
        }
    }

    /** Loses the data segment with one ordinal, once. */
    private static final class LoseOnce implements Predicate<Segment> {
        private int left;

        LoseOnce(int ordinal) {
            left = ordinal;
        }

        @Override
        public boolean test(Segment segment) {
            return segment.payloadBytes() > 0 && left-- == 0;
        }
    }
}
