package dev.magicsock.netsim.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every random part of a link against the moments of its distribution, within four standard errors. */
class LinkStatisticsTest {

    private static final int PACKETS = 50_000;
    private static final double SIGMAS = 4;
    private static final long MILLI = 1_000_000;
    /** Far enough apart that no packet ever waits for an earlier one. */
    private static final long SPARSE = 10_000 * MILLI;

    @Test
    void independentLossHasItsMeanAndBurstsOfAGeometricLength() {
        for (double ratio : new double[] {0.005, 0.1, 0.5}) {
            boolean[] lost = lost(LinkConditions.PERFECT.withLossRatio(ratio));

            assertRatio(ratio, PACKETS, count(lost), 1);
            assertMean(1 / (1 - ratio), Math.sqrt(ratio) / (1 - ratio), bursts(lost), "burst length");
        }
    }

    /**
     * A packet after k lost ones is lost with probability p for k below the bound, so the chain stands at k with a
     * share of p^k, and the loss is the share of all k above 0.
     */
    @Test
    void boundedLossHasTheMeanOfItsChainAndNoLongerBursts() {
        for (double ratio : new double[] {0.3, 0.9}) {
            boolean[] lost = lost(LinkConditions.PERFECT.withLoss(new Loss.AtMostInARow(ratio, 3)));

            double inARow = ratio + ratio * ratio + ratio * ratio * ratio;
            assertRatio(inARow / (1 + inARow), PACKETS, count(lost), 2);
            assertEquals(3, bursts(lost).stream().mapToInt(Integer::intValue).max().orElseThrow());
        }
    }

    @Test
    void boundedLossOfEverythingLetsThroughTheOneAfterEachBurst() {
        boolean[] lost = lost(LinkConditions.PERFECT.withLoss(new Loss.AtMostInARow(1, 2)));

        for (int i = 0; i < lost.length; i++) {
            assertEquals(i % 3 != 2, lost[i], "packet " + i);
        }
    }

    /** The count of a two-state chain varies more than that of a coin: by (1 + r) / (1 - r), r its correlation. */
    @Test
    void burstLossHasItsMeanAndItsMeanBurstLength() {
        for (double[] knob : new double[][] {{0.01, 5}, {0.1, 6}, {0.2, 20}}) {
            Loss.GilbertElliott chain = Loss.GilbertElliott.bursts(knob[0], knob[1]);
            boolean[] lost = lost(LinkConditions.PERFECT.withLoss(chain));

            double correlation = 1 - chain.goodToBad() - chain.badToGood();
            assertRatio(knob[0], PACKETS, count(lost), (1 + correlation) / (1 - correlation));
            assertMean(knob[1], Math.sqrt(1 - 1 / knob[1]) * knob[1], bursts(lost), "burst length");
        }
    }

    @Test
    void chainThatLosesInBothStatesHasItsMean() {
        boolean[] lost = lost(LinkConditions.PERFECT.withLoss(new Loss.GilbertElliott(0.02, 0.08, 0.01, 0.6)));

        double bad = 0.2;
        assertRatio((1 - bad) * 0.01 + bad * 0.6, PACKETS, count(lost), 19);
    }

    @Test
    void jitterHasTheMomentsOfItsDistribution() {
        assertJitter(new Jitter.Uniform(Duration.ofMillis(20)), 10, 20 / Math.sqrt(12));
        assertJitter(new Jitter.Exponential(Duration.ofMillis(10)), 10, 10);
        assertJitter(new Jitter.HalfNormal(Duration.ofMillis(10)), 10 * Math.sqrt(2 / Math.PI),
                10 * Math.sqrt(1 - 2 / Math.PI));
    }

    @Test
    void duplicatesAndReorderedPacketsHaveTheirRatios() {
        LinkRig twice = new LinkRig(3, LinkConditions.PERFECT.withDuplication(0.2)).stream(PACKETS, MILLI);
        LinkRig late = new LinkRig(4, LinkConditions.PERFECT
                .withReordering(new Reordering(0.1, Duration.ofMillis(5)))).stream(PACKETS, 10 * MILLI);

        assertRatio(0.2, PACKETS, twice.ledger().duplicated(), 1);
        assertRatio(0.1, PACKETS, late.delays().stream().filter(delay -> delay == 5 * MILLI).count(), 1);
    }

    /** 1000 bytes at 7 Mbit/s take 1142857.142... ns, which is rounded up. */
    @Test
    void serializationAndWaitingAreExactToTheNanosecond() {
        LinkRig rig = new LinkRig(5, LinkConditions.PERFECT.withBandwidth(7_000_000, new QueueLimit.Packets(200)));
        for (int i = 0; i < 100; i++) {
            rig.send();
        }
        rig.runFor(1000 * MILLI);

        assertEquals(IntStream.rangeClosed(1, 100).mapToObj(i -> i * 1_142_858L).toList(), rig.delays());
    }

    /** M/D/1: with Poisson arrivals at load p, waiting takes p / (2 (1 - p)) of a packet's time on average. */
    @Test
    void queueDelayFollowsPollaczekAndKhinchine() {
        for (double load : new double[] {0.3, 0.6, 0.8}) {
            LinkRig rig = new LinkRig(6, LinkConditions.PERFECT.withBandwidth(8_000_000, new QueueLimit.Packets(5000)));
            var random = new SplittableRandom(11);
            for (int i = 0; i < PACKETS; i++) {
                rig.send();
                rig.runFor((long) (-Math.log(1 - random.nextDouble()) * MILLI / load));
            }
            rig.runFor(SPARSE);

            double waited = rig.delays().stream().mapToLong(delay -> delay - MILLI).average().orElseThrow() / MILLI;
            double expected = load / (2 * (1 - load));
            assertEquals(expected, waited, 0.12 * expected, "load " + load);
        }
    }

    private static void assertJitter(Jitter jitter, double meanMillis, double deviationMillis) {
        LinkRig rig = new LinkRig(2, LinkConditions.PERFECT.withJitter(jitter)).stream(20_000, SPARSE);

        double[] millis = rig.delays().stream().mapToDouble(nanos -> (double) nanos / MILLI).toArray();
        double mean = Arrays.stream(millis).average().orElseThrow();
        double variance = Arrays.stream(millis).map(each -> (each - mean) * (each - mean)).average()
                .orElseThrow();
        assertEquals(meanMillis, mean, SIGMAS * deviationMillis / Math.sqrt(millis.length), jitter.toString());
        assertEquals(deviationMillis, Math.sqrt(variance), 0.05 * deviationMillis, jitter.toString());
    }

    private static void assertRatio(double expected, int trials, long observed, double varianceFactor) {
        double deviation = Math.sqrt(trials * expected * (1 - expected) * varianceFactor);
        assertEquals(trials * expected, observed, SIGMAS * deviation);
    }

    private static void assertMean(double expected, double deviation, List<Integer> sample, String what) {
        double mean = sample.stream().mapToInt(Integer::intValue).average().orElseThrow();
        assertTrue(sample.size() > 30, "too few samples of " + what);
        assertEquals(expected, mean, SIGMAS * deviation / Math.sqrt(sample.size()), what);
    }

    private static boolean[] lost(LinkConditions conditions) {
        LinkRig rig = new LinkRig(1, conditions).stream(PACKETS, MILLI);
        boolean[] lost = new boolean[PACKETS];
        Arrays.fill(lost, true);
        rig.arrivals().forEach(number -> lost[number] = false);
        return lost;
    }

    private static long count(boolean[] lost) {
        return IntStream.range(0, lost.length).filter(i -> lost[i]).count();
    }

    private static List<Integer> bursts(boolean[] lost) {
        List<Integer> lengths = new ArrayList<>();
        int length = 0;
        for (boolean each : lost) {
            if (each) {
                length++;
            } else if (length > 0) {
                lengths.add(length);
                length = 0;
            }
        }
        return lengths;
    }
}
