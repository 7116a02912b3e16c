package dev.magicsock.scenarios.numbers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.scenarios.model.LinkConditions;
import dev.magicsock.scenarios.model.LinkConditions.Loss;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.support.PairScenario;
import dev.magicsock.scenarios.support.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How fast a pair behind home routers gets direct, and how long its application waits when a direct path dies, in
 * virtual time over many seeds. Every seed has latencies of its own: 4 to 25 ms from each end and from the relay to the
 * internet.
 *
 * <p>The numbers are printed. {@code -Dmagicsock.proofs.numberSeeds=N} measures N seeds instead of 200.
 */
class NumbersTest {

    private static final long SEEDS = Long.getLong("magicsock.proofs.numberSeeds", 200);

    /** By then the relay is connected and everybody has published where it is. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** The time of death differs from seed to seed by as much as heartbeats are apart. */
    private static final Duration DEATH_FROM = Duration.ofSeconds(4);
    private static final Duration DEATH_WITHIN = Duration.ofSeconds(5);

    /**
     * What the hosts' own time adds to round trips, which are measured from sending to handling: each of the half dozen
     * events on the way to a path takes them 0.05 to 0.15 ms.
     */
    private static final Duration HANDLING = Duration.ofMillis(1);

    private static final double NO_LOSS = 0;
    private static final double BURST_LOSS = 0.02;

    /** Latencies of one seed. */
    private record Place(Duration alice, Duration bob, Duration relay) {

        static Place of(long seed) {
            Random random = new Random(seed);
            return new Place(latency(random), latency(random), latency(random));
        }

        private static Duration latency(Random random) {
            return Duration.ofNanos(random.nextLong(4_000_000, 25_000_000));
        }
    }

    @Test
    void theMedianPairIsDirectWithinOneRoundTripByTheRelayAndOneDirect() {
        List<Duration> times = new ArrayList<>();
        Sample beyond = measure(seed -> pair(seed, NO_LOSS).lasting(CONNECT.plusSeconds(2)), run -> {
            times.add(timeToDirect(run));
            return times.getLast().minus(roundTrips(run.pairs().getFirst().aToB()));
        });
        System.out.println("time to direct: " + new Sample(times));
        System.out.println("time to direct less one relay and one direct round trip: " + beyond);

        assertTrue(beyond.median().compareTo(HANDLING) <= 0, beyond.toString());
    }

    @Test
    void underBurstLossNearlyAllPairsAreDirectWithinSeconds() {
        Sample times = measure(seed -> pair(seed, BURST_LOSS).lasting(CONNECT.plusSeconds(25)),
                NumbersTest::timeToDirect);
        System.out.println("time to direct with 2 % burst loss at both ends: " + times);

        assertTrue(times.p99().compareTo(Duration.ofSeconds(3)) <= 0, times.toString());
    }

    @Test
    void anApplicationWaitsNoLongerThanASecondWhenItsDirectPathDies() {
        Sample gaps = measure(NumbersTest::death, NumbersTest::longestGap);
        System.out.println("longest gap of the application when its direct path dies: " + gaps);

        assertTrue(gaps.quantile(0.001).compareTo(Duration.ofMillis(100)) > 0, "a path did not die: " + gaps);
        assertTrue(gaps.p99().compareTo(Duration.ofSeconds(1)) <= 0, gaps.toString());
    }

    private static Sample measure(LongFunction<PairScenario> ofSeed, Function<RecordedRun, Duration> figure) {
        return new Sample(LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> figure.apply(Runs.seeded(ofSeed.apply(seed).build(), seed))).toList());
    }

    /** Until both ends are direct, from connecting or from when both have a relay, whatever is later. */
    private static Duration timeToDirect(RecordedRun run) {
        PairRecord pair = run.pairs().getFirst();
        Instant direct = Stream.of(pair.aToB(), pair.bToA())
                .map(direction -> direction.directAt().orElseThrow(() -> new AssertionError(run.identity().toString())))
                .max(Instant::compareTo).orElseThrow();
        Instant start = Stream.of(pair.connectAt().orElseThrow(), relayConnected("alice", run),
                        relayConnected("bob", run))
                .max(Instant::compareTo).orElseThrow();
        return Duration.between(start, direct);
    }

    private static Instant relayConnected(String host, RecordedRun run) {
        return run.events().items().stream()
                .filter(event -> event.host().equals(host) && event.name().equals("relay-connected"))
                .map(RunEvent::at).findFirst().orElseThrow();
    }

    /** One round trip by the relay and one direct, as the endpoint itself measures them. */
    private static Duration roundTrips(PairRecord.Direction direction) {
        return direction.rtt().stream().map(rtt -> Duration.ofNanos(rtt.samples().mean().orElseThrow()))
                .reduce(Duration::plus).orElseThrow();
    }

    private static PairScenario death(long seed) {
        Duration death = DEATH_FROM.plusNanos(new Random(seed).nextLong(DEATH_WITHIN.toNanos()));
        return pair(seed, NO_LOSS).lasting(death.plusSeconds(2))
                .traffic(death.minusSeconds(1), Duration.ofMillis(20), 1000)
                .at(death, new ScriptAction.BlackholeDirect("alice", "bob", Optional.empty()));
    }

    /** The longest time without a delivery, in either direction, of a datagram every 20 ms. */
    private static Duration longestGap(RecordedRun run) {
        PairRecord pair = run.pairs().getFirst();
        return Stream.of(pair.aToB().traffic(), pair.bToA().traffic())
                .flatMap(traffic -> traffic.longestGap().stream())
                .map(gap -> Duration.between(gap.from(), gap.until()))
                .max(Duration::compareTo).orElseThrow();
    }

    private static PairScenario pair(long seed, double loss) {
        Place place = Place.of(seed);
        return PairScenario.behind(NatPreset.HOME_ROUTER.behavior(), NatPreset.HOME_ROUTER.behavior())
                .latencies(place.alice(), place.bob(), place.relay())
                .access(loss == NO_LOSS ? LinkConditions.UNCHANGED : bursts(loss))
                .connecting(CONNECT);
    }

    /** Bursts of four packets on average; nothing passes in one, and nothing is lost between them. */
    private static LinkConditions bursts(double average) {
        LinkConditions none = LinkConditions.UNCHANGED;
        double badToGood = 0.25;
        Loss loss = new Loss.GilbertElliott(average * badToGood / (1 - average), badToGood, 0, 1);
        return new LinkConditions(none.latency(), none.jitter(), Optional.of(loss), none.mtuBytes(), none.tooBig(),
                none.bitsPerSecond(), none.queue(), none.duplicate(), none.reorder(), none.corrupt());
    }
}
