package dev.magicsock.scenarios.run;

import static dev.magicsock.scenarios.run.Scripts.at;
import static dev.magicsock.scenarios.run.Scripts.lasting;
import static dev.magicsock.scenarios.run.Scripts.latency;
import static dev.magicsock.scenarios.run.Scripts.seconds;
import static dev.magicsock.scenarios.run.Scripts.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.scenarios.host.RelayProgram.Outage;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.support.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptDirectorTest {

    private static final ScriptStep CONNECT = step(0, new ScriptAction.Connect("alice", "bob"));

    @Test
    void relaysAreDownWhileAStepOfTheScriptHasThemDown() {
        assertEquals(List.of(outage(5, 8)), outages(step(5, new ScriptAction.RelayStop("eu", lasting(3)))));
        assertEquals(List.of(outage(5, 6)), outages(step(5, new ScriptAction.RelayRestart("eu", seconds(1), false))));
        assertEquals(List.of(new Outage(at(5), Optional.empty(), false)),
                outages(step(5, new ScriptAction.RelayStop("eu", Optional.empty()))));
        assertEquals(List.of(), outages(step(5, new ScriptAction.RelayStop("us", lasting(3)))));
        assertEquals(List.of(), outages(CONNECT));
    }

    @Test
    void stepsThatOverlapAreOneOutage() {
        assertEquals(List.of(outage(5, 9), outage(20, 21)), outages(
                step(5, new ScriptAction.RelayStop("eu", lasting(3))),
                step(6, new ScriptAction.RelayStop("eu", lasting(3))),
                step(7, new ScriptAction.RelayRestart("eu", seconds(1), false)),
                step(20, new ScriptAction.RelayRestart("eu", seconds(1), false))));
        assertEquals(List.of(outage(5, 9)), outages(step(5, new ScriptAction.RelayStop("eu", lasting(3))),
                step(8, new ScriptAction.RelayRestart("eu", seconds(1), false))));
        assertEquals(List.of(new Outage(at(5), Optional.empty(), false)), outages(
                step(5, new ScriptAction.RelayStop("eu", Optional.empty())),
                step(6, new ScriptAction.RelayRestart("eu", seconds(1), false))));
    }

    @Test
    void whoAnswersSendsOnceItHasHeardSomething() {
        Traffic back = traffic("bob", CONNECT, both(1, 10));

        assertTrue(back.sent() > 80, back.sent() + " sent");
        assertEquals(back.sent(), back.delivered());
    }

    @Test
    void whoIsConnectedToAndWillNeverHearAnythingSendsAllTheSame() {
        Traffic back =
                traffic("bob", CONNECT, step(1, new ScriptAction.Traffic("bob", "alice", seconds(0.1), 100, false,
                seconds(10))));

        assertEquals(90, back.sent());
        assertEquals(90, back.delivered());
    }

    @Test
    void theSilenceBetweenTwoTrafficsIsNoGap() {
        Traffic forth = traffic("alice", CONNECT, both(1, 5), both(12, 16));

        assertTrue(forth.longestGap().map(gap -> Duration.between(gap.from(), gap.until())).orElse(Duration.ZERO)
                .compareTo(seconds(0.5)) < 0, forth.longestGap().toString());
    }

    @Test
    void faultsAreRecordedFromTheirStartToTheirEnd() {
        RecordedRun run = run(CONNECT, both(1, 20),
                step(5, new ScriptAction.LinkDown(new LinkTarget.OfRouter("home"), lasting(2))));

        assertEquals(1, run.faults().size());
        assertEquals("link-down", run.faults().getFirst().name());
        assertEquals("home", run.faults().getFirst().target());
        assertEquals(at(5), run.faults().getFirst().from());
        assertEquals(at(7), run.faults().getFirst().until());
        assertEquals(List.of("alice connects to bob", "traffic from alice to bob and back",
                "link-down of home for 2000 ms"),
                run.events().items().stream().filter(event -> event.kind() == RunEvent.Kind.SCRIPT)
                        .map(RunEvent::text).toList());
    }

    @Test
    void aStepBehindTheEndNeverHappens() {
        RecordedRun run = run(CONNECT, both(1, 20),
                step(100, new ScriptAction.ChangeLink(new LinkTarget.OfRouter("home"), latency(9), lasting(2))));

        assertEquals(List.of(), run.faults());
    }

    private static ScriptStep both(double from, double until) {
        return step(from, new ScriptAction.Traffic("alice", "bob", seconds(0.1), 100, true, seconds(until)));
    }

    private static Traffic traffic(String from, ScriptStep... steps) {
        PairRecord pair = run(steps).pairs().getFirst();
        return (pair.a().equals(from) ? pair.aToB() : pair.bToA()).traffic();
    }

    private static RecordedRun run(ScriptStep... steps) {
        return Runs.seeded(Scripts.of(steps), 1);
    }

    private static List<Outage> outages(ScriptStep... steps) {
        return ScriptDirector.outages(Scripts.of(steps), "eu");
    }

    private static Outage outage(double from, double until) {
        return new Outage(at(from), Optional.of(at(until)), false);
    }
}
