package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import dev.magicsock.tls.KeyLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real kwik above real MagicSocks, on the simulated network. */
class QuicScenariosTest {

    private static final String STALL = """
            name: stall
            about: A short transfer on streams of kwik's own.
            seed: 1
            network:
              hosts: { alice: { link: { latency: 10ms } }, bob: { link: { latency: 10ms } } }
            endpoints:
              alice: { strategy: call-me-maybe, knows: addresses }
              bob:   { strategy: call-me-maybe, knows: addresses }
            script:
              - at: 0s
                connect: { from: alice, to: bob }
              - at: 500ms
                traffic: { from: alice, to: bob, quic: bulk, size: 30kB, guard: GUARD, until: 8s }
            expect:
              - { in-the-end: true, pair: [alice, bob], quic-intact: true }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"quic-home-nats", "quic-long-rtt", "quic-blackhole", "quic-handshake-loss",
        "quic-transfer-loss", "quic-rebinding", "quic-relay-restart", "quic-many", "quic-ipv6",
        "quic-interface-switch"})
    void everyExpectationHolds(String name) {
        RecordedRun run = Runs.seeded(Scenarios.bundled(name), 7);
        assertTrue(run.passed(),
                () -> run.expectations().stream().map(ExpectationResult::happened).toList().toString());
    }

    @Test
    void equalSeedsGiveEqualRecordsWhateverRanBefore() {
        Scenario scenario = Scenarios.bundled("quic-ipv6");
        String first = Runs.json(run(scenario, 3, SchedulerKind.PCT));
        Runs.seeded(Scenarios.of(stall("on")), 4);
        assertEquals(first, Runs.json(run(scenario, 3, SchedulerKind.PCT)));
    }

    @Test
    void theRecordSaysHowConnectionsEndedAndWhatKwikCounted() {
        RecordedRun run = Runs.seeded(Scenarios.of(stall("on")), 1);
        assertTrue(run.events().items().stream().anyMatch(event -> event.name().equals("quic-closed")
                && event.host().equals("alice") && event.reason().startsWith("closed")));
        assertTrue(run.events().items().stream().anyMatch(event -> event.name().equals("quic-accepted")
                && event.host().equals("bob")));
        assertEquals(2, run.events().items().stream().filter(event -> event.name().equals("quic-schedule")).count());
        assertEquals(30_000, run.counters().stream().filter(counter -> counter.subject().equals("alice")
                && counter.name().equals("quic-bytes-returned")).findFirst().orElseThrow().value());
    }

    @Test
    void seedsFindTheStallOfKwiksStreamsWithTheGuardOffAndNoneWithItOn() {
        List<Long> stalled = new ArrayList<>();
        for (long seed = 1; seed <= 24 && stalled.isEmpty(); seed++) {
            if (!run(Scenarios.of(stall("off")), seed, SchedulerKind.PCT).passed()) {
                stalled.add(seed);
            }
        }
        assertFalse(stalled.isEmpty(), "no seed finds it");
        RecordedRun again = run(Scenarios.of(stall("off")), stalled.getFirst(), SchedulerKind.PCT);
        assertEquals("quic-1 was not done", again.expectations().getFirst().happened());
        String because = String.join("\n", again.expectations().getFirst().because());
        assertTrue(because.contains("quic-1 had 1 handshake, "), because);
        assertTrue(because.contains("alice's thread job quic-1#"), because);
        assertTrue(because.contains("StreamInputStreamImpl.read"), because);
        assertTrue(run(Scenarios.of(stall("on")), stalled.getFirst(), SchedulerKind.PCT).passed());
    }

    @Test
    void secretsOfEveryConnectionCanBeHadInTheFormatOfSslkeylogfile() {
        Scenario scenario = Scenarios.of(stall("on"));
        List<String> lines = new ArrayList<>();
        new SimulationRunner().run(new RunRequest(scenario, Runs.identity(scenario, 1), false,
                new QuicOptions(SchedulerKind.FIFO, lines::add)), ProgressListener.NONE);
        assertEquals(List.of("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"),
                lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
        lines.forEach(line -> assertTrue(line.matches("[A-Z_0-9]+ [0-9a-f]{64} ([0-9a-f]{64}|[0-9a-f]{96})"), line));
        assertEquals(1, lines.stream().map(line -> line.split(" ")[1]).distinct().count(), "one client random");
    }

    private static String stall(String guard) {
        return STALL.replace("GUARD", guard);
    }

    private static RecordedRun run(Scenario scenario, long seed, SchedulerKind schedule) {
        return new SimulationRunner().run(new RunRequest(scenario, Runs.identity(scenario, seed), true,
                new QuicOptions(schedule, KeyLog.NONE)), ProgressListener.NONE);
    }
}
