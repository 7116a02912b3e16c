package dev.magicsock.quicsim.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.link.LinkConditions;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.quicsim.kernel.Carrier;
import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.quicsim.process.QuicJob;
import dev.magicsock.quicsim.schedule.ScheduleLog;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairRunTest {

    /** 50 ms from host to host, and one packet in a hundred lost. */
    static final LinkProfile LOSSY = LinkProfile.both(
            LinkConditions.ofLatency(Duration.ofMillis(25)).withLossRatio(0.005));
    private static final LinkProfile CLEAN = LinkProfile.ofLatency(Duration.ofMillis(25));

    private static PairRun.Outcome run(PairRun.Setup setup, int bytes) {
        return PairRun.run(setup, server -> QuicJob.bulk("bulk", server, bytes));
    }

    @Test
    void whatIsSentComesBackUnchangedWhateverTheScheduler() {
        for (SchedulerKind kind : SchedulerKind.values()) {
            PairRun.Outcome outcome = run(PairRun.Setup.of(1, LOSSY).with(kind), 100_000);
            assertTrue(outcome.done(), outcome.report());
            assertEquals(1, outcome.events().stream().filter(noted -> noted.event().equals(
                    new QuicEvent.StreamDone("bulk", 100_000, true))).count(), kind.name());
        }
    }

    @Test
    void aHandshakeTakesOneRoundTripAndTheEchoAnother() {
        PairRun.Outcome outcome = run(PairRun.Setup.of(1, CLEAN), 100);
        Duration connected = outcome.events().stream()
                .filter(noted -> noted.event() instanceof QuicEvent.Connected).findFirst()
                .map(noted -> Duration.between(Instant.EPOCH, noted.at())).orElseThrow();
        assertTrue(connected.compareTo(Duration.ofMillis(100)) >= 0, "faster than light: " + connected);
        assertTrue(connected.compareTo(Duration.ofMillis(110)) < 0, "takes its time: " + connected);
    }

    @Test
    void everyKindOfJobIsDone() {
        for (QuicJob.Kind kind : QuicJob.Kind.values()) {
            int count = kind == QuicJob.Kind.BULK ? 1 : 5;
            PairRun.Outcome outcome = PairRun.run(PairRun.Setup.of(2, CLEAN), server -> new QuicJob("job", server, kind,
                    1_000, count, Duration.ofMillis(20), 2, true, Duration.ofSeconds(10)));
            assertTrue(outcome.done(), kind + outcome.report());
            int bytes = outcome.events().stream().map(PairRun.Noted::event)
                    .mapToInt(event -> event instanceof QuicEvent.CameBack back ? back.bytes() : 0).sum();
            assertEquals(2 * count * 1_000, bytes, kind.name());
            assertEquals(2, outcome.events().stream()
                    .filter(noted -> noted.event() instanceof QuicEvent.Closed).count(), kind.name());
        }
    }

    @Test
    void equalSeedsGiveEqualRunsInAnyOrderOnAnyThreads() {
        Map<Long, String> first = new LinkedHashMap<>();
        for (long seed : List.of(3L, 4L, 5L)) {
            first.put(seed, run(PairRun.Setup.of(seed, LOSSY).with(SchedulerKind.RANDOM), 20_000).fingerprint());
        }
        for (long seed : List.of(5L, 3L, 4L)) {
            assertEquals(first.get(seed),
                    run(PairRun.Setup.of(seed, LOSSY).with(SchedulerKind.RANDOM).with(Carrier.platform()), 20_000)
                            .fingerprint());
        }
        assertNotEquals(first.get(3L), first.get(4L));
    }

    @Test
    void whoeverListensToTheScheduleDoesNotChangeIt() {
        List<String> heard = new ArrayList<>();
        String silent = run(PairRun.Setup.of(6, LOSSY), 10_000).fingerprint();
        assertEquals(silent, run(PairRun.Setup.of(6, LOSSY).with((nanos, thread, name) -> heard.add(name)), 10_000)
                .fingerprint());
        assertTrue(heard.stream().anyMatch(name -> name.startsWith("sender")),
                () -> "threads of kwik are in the schedule: " + heard.stream().distinct().toList());
    }

    @Test
    void whereTwoRunsPartIsFoundAndNotOnlyThatTheyDo() {
        ScheduleLog one = new ScheduleLog(100_000);
        ScheduleLog same = new ScheduleLog(100_000);
        ScheduleLog other = new ScheduleLog(100_000);
        run(PairRun.Setup.of(6, CLEAN).with(SchedulerKind.PCT).with(one), 5_000);
        run(PairRun.Setup.of(6, CLEAN).with(SchedulerKind.PCT).with(same), 5_000);
        run(PairRun.Setup.of(6, CLEAN).with(SchedulerKind.RANDOM).with(other), 5_000);
        assertTrue(one.divergesFrom(same).isEmpty(), () -> one.divergesFrom(same).toString());
        ScheduleLog.Divergence parting = one.divergesFrom(other).orElseThrow();
        assertEquals(one.entries().subList(0, parting.step()), other.entries().subList(0, parting.step()));
        assertNotEquals(parting.first(), parting.second());
    }

    /**
     * kwik counts the queued send requests of a stream after it has queued one; if the sending thread is faster, data
     * stays unsent. Random priorities make it faster.
     */
    @Test
    void theStallOfKwiksStreamsIsFoundWithoutTheGuardAndDoesNotOccurWithIt() {
        List<Long> stalled = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            PairRun.Setup setup = PairRun.Setup.of(seed, CLEAN).with(SchedulerKind.PCT).within(Duration.ofSeconds(15));
            if (!PairRun.run(setup, server -> transfer(server, false)).done()) {
                stalled.add(seed);
            }
            PairRun.Outcome guarded = PairRun.run(setup, server -> transfer(server, true));
            assertTrue(guarded.done(), "seed " + seed + " with the guard: " + guarded.report());
        }
        assertFalse(stalled.isEmpty(), "no seed finds it");
        PairRun.Setup again = PairRun.Setup.of(stalled.getFirst(), CLEAN).with(SchedulerKind.PCT)
                .within(Duration.ofSeconds(15));
        PairRun.Outcome replayed = PairRun.run(again, server -> transfer(server, false));
        assertFalse(replayed.done(), "the seed is enough to see it again");
        assertTrue(replayed.report().contains("StreamInputStreamImpl.read"), "somebody waits for data: "
                + replayed.report());
    }

    private static QuicJob transfer(EndpointId server, boolean guarded) {
        return new QuicJob("bulk", server, QuicJob.Kind.BULK, 30_000, 1, Duration.ZERO, 1, guarded,
                Duration.ofSeconds(10));
    }
}
