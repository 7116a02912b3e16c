package dev.magicsock.scenarios.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A planted failure is reduced to what it needs, and is never lost on the way. */
class ShrinkerTest {

    private static final String LARGE = """
            name: large
            about: "Much that has nothing to do with it: all but two NATs."
            seed: 5
            network:
              relays: { eu: { link: { latency: 10ms } }, us: { link: { latency: 60ms } } }
              stun:   [ eu, us ]
              routers:
                carrier: { nat: carrier-grade, link: { latency: 2ms } }
                home:    { behind: carrier, nat: { preset: symmetric, udp-lifetime: 60s }, link: { latency: 8ms,
                        loss: 1% } }
                mobile:  { nat: symmetric, link: 4g }
                office:  { nat: corporate, link: fiber, udp: blocked }
              hosts:
                alice: { behind: home, clock: { skew: 20ppm } }
                bob:   { behind: mobile }
                carol: { behind: office }
                dave:  {}
            endpoints:
              alice: { strategy: call-me-maybe }
              bob:   { strategy: call-me-maybe, heartbeat: 5s }
              carol: { relays: [ us ] }
              dave:  {}
            script:
              - { at: 0s, connect: { from: alice, to: bob } }
              - { at: 500ms, connect: { from: carol, to: dave } }
              - { at: 1s, traffic: { from: alice, to: bob, every: 20ms, size: 1000B, both-ways: true, until: 20s } }
              - { at: 2s, traffic: { from: carol, to: dave, every: 50ms, size: 400B, until: 12s } }
              - { at: 3s, link-down: { router: home, for: 1s } }
              - { at: 4s, relay-restart: { relay: us } }
              - { at: 9s, nat-reboot: { router: carrier } }
            expect:
              - { in-the-end: true, pair: [carol, dave], path: relay }
              - { by: 3s, pair: [alice, bob], path: direct }
              - { in-the-end: true, pair: [alice, bob], lost: 1000 }
            """;

    @Test
    void aFailureThatOneStepCausesIsReducedToThisStep() {
        Mapping start = ScenarioTree.read(LARGE.getBytes(StandardCharsets.UTF_8));
        Shrinker shrinker = new Shrinker(start, 0, (scenario, _) -> scenario.script().stream()
                .anyMatch(step -> step.action() instanceof ScriptAction.NatReboot), 10_000, () -> true, (_, _) -> { });
        String small = shrinker.shrink().text();
        assertEquals("""
                name: large
                seed: 5
                network:
                  routers:
                    carrier: { nat: carrier-grade }
                  hosts:
                    carol: {}
                    dave: {}
                endpoints:
                  carol: {}
                  dave: {}
                script:
                  - { at: 0s, connect: { from: carol, to: dave } }
                  - { at: 100ms, nat-reboot: { router: carrier } }
                expect:
                  - { in-the-end: true, pair: [carol, dave], path: relay }
                duration: 100ms
                """, small);
    }

    @Test
    void everyStepOnTheWayFailsTheSameExpectationInARealRun() {
        List<Mapping> steps = new ArrayList<>();
        Mapping smallest = new Shrinker(ScenarioTree.read(LARGE.getBytes(StandardCharsets.UTF_8)), 1,
                ShrinkerTest::isBroken, 250, () -> true, (smaller, _) -> steps.add(smaller)).shrink();
        assertTrue(steps.size() > 5, steps::toString);
        assertEquals(steps.getLast(), smallest);
        for (Mapping step : steps) {
            Scenario scenario = Scenarios.of(step.text());
            int target = scenario.expectations().size() == 3 ? 1 : 0;
            assertTrue(isBroken(scenario, target), step::text);
        }
        Scenario left = Scenarios.of(smallest.text());
        assertEquals(List.of("alice", "bob"), left.endpoints().stream().map(EndpointSpec::host).toList());
        assertTrue(left.script().size() <= 1, smallest::text);
        assertTrue(left.network().routers().size() <= 2, smallest::text);
        assertTrue(smallest.size() < 40, smallest::text);
    }

    @Test
    void theSameFileGivesTheSameResult() {
        String one = shrunk(25).text();
        assertEquals(one, shrunk(25).text());
    }

    @Test
    void runsAreBoundedAndWhatIsReachedFailsInAnyCase() {
        for (int runs : new int[] {1, 2, 7}) {
            AtomicInteger spent = new AtomicInteger();
            Mapping small = new Shrinker(ScenarioTree.read(LARGE.getBytes(StandardCharsets.UTF_8)), 1, (scenario, i) ->
                    {
                spent.incrementAndGet();
                return isBroken(scenario, i);
            }, runs, () -> true, (_, _) -> { }).shrink();
            assertEquals(runs, spent.get());
            Scenario scenario = Scenarios.of(small.text());
            assertTrue(isBroken(scenario, scenario.expectations().size() == 3 ? 1 : 0), small::text);
        }
    }

    @Test
    void nobodyRunsAnythingAfterItWasToldToStop() {
        Shrinker shrinker = new Shrinker(ScenarioTree.read(LARGE.getBytes(StandardCharsets.UTF_8)), 1, (_, _) -> {
            throw new IllegalStateException("ran");
        }, 100, () -> false, (_, _) -> { });
        assertFalse(shrinker.shrink().text().isEmpty());
        assertEquals(0, shrinker.runs());
    }

    private static Mapping shrunk(int runs) {
        return new Shrinker(ScenarioTree.read(LARGE.getBytes(StandardCharsets.UTF_8)), 1, ShrinkerTest::isBroken, runs,
                () -> true, (_, _) -> { }).shrink();
    }

    private static boolean isBroken(Scenario scenario, int expectation) {
        return Runs.seeded(scenario, scenario.seed()).expectations().get(expectation).outcome() == Outcome.BROKEN;
    }
}
