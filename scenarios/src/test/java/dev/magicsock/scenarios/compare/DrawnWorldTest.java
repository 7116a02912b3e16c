package dev.magicsock.scenarios.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.reports.comparison.Cell;
import dev.magicsock.reports.comparison.Outcome;
import dev.magicsock.reports.comparison.Purpose;
import dev.magicsock.reports.comparison.Spending;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.model.RouterSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import dev.magicsock.scenarios.support.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawnWorldTest {

    private static final Cell CELL = new Cell("home-router", "symmetric", "usual");

    @Test
    void everyStrategyMeetsTheSameWorld() {
        DrawnWorld world = new DrawnWorld(CELL, 5, 15);
        assertEquals(world.text("call-me-maybe"), world.text("relay-only").replace("relay-only", "call-me-maybe"));
        assertEquals(world.text("relay-only"), new DrawnWorld(CELL, 5, 15).text("relay-only"));
    }

    @Test
    void worldsOfOtherSeedsAndCellsAreOtherWorlds() {
        Set<Long> seeds = new LinkedHashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            seeds.add(new DrawnWorld(CELL, seed, 15).scenario("relay-only").seed());
            seeds.add(new DrawnWorld(new Cell("symmetric", "home-router", "usual"), seed, 15).scenario("relay-only")
                    .seed());
        }
        assertEquals(100, seeds.size());
    }

    @Test
    void everyWordForANetworkAndForALinkIsOneThatScenariosKnow() {
        List<String> words = new ArrayList<>(Networks.nats());
        words.addAll(Networks.populations());
        for (String word : words) {
            for (String link : Networks.links()) {
                Scenario scenario = new DrawnWorld(new Cell(word, word, link), 1, 15).scenario("relay-only");
                assertEquals(2, scenario.endpoints().size());
            }
        }
    }

    @Test
    void theWorldIsWatchedForTheSameTimeFromConnectingOn() {
        for (long seed = 0; seed < 20; seed++) {
            Scenario scenario = new DrawnWorld(CELL, seed, 7).scenario("relay-only");
            assertEquals(Duration.ofSeconds(7), scenario.duration().minus(scenario.script().getFirst().at()));
        }
    }

    @Test
    void natsAreWhatTheCellNames() {
        List<RouterSpec> routers = new DrawnWorld(CELL, 3, 15).scenario("relay-only").network().routers();
        assertEquals(NatPreset.HOME_ROUTER.behavior(), routers.get(0).nat().orElseThrow());
        assertEquals(NatPreset.SYMMETRIC.behavior(), routers.get(1).nat().orElseThrow());
    }

    @Test
    void populationsDrawTheirNatsByTheirWeightsAndSomePairsShareAPlace() {
        int symmetric = 0;
        int together = 0;
        int worlds = 2000;
        for (long seed = 0; seed < worlds; seed++) {
            String text = new DrawnWorld(new Cell("office", "office", "usual"), seed, 15).text("relay-only");
            symmetric += text.contains("place-a: { nat: symmetric") ? 1 : 0;
            together += text.contains("bob: { behind: place-a }") ? 1 : 0;
        }
        // 15 % and 10 %, within four standard errors
        assertEquals(0.15, symmetric / (double) worlds, 4 * Math.sqrt(0.15 * 0.85 / worlds));
        assertEquals(0.10, together / (double) worlds, 4 * Math.sqrt(0.10 * 0.90 / worlds));
    }

    @Test
    void outcomesAreThoseOfTheRun() {
        Outcome direct = outcome(new Cell("home-router", "full-cone", "usual"), "call-me-maybe");
        assertTrue(direct.direct());
        assertTrue(direct.directNanos().getAsLong() > 0 && direct.probes() > 0 && direct.directBytes() > 0);
        assertTrue(direct.mappings() >= 2, direct::toString);
        Outcome relayed = outcome(new Cell("symmetric", "symmetric", "usual"), "call-me-maybe");
        assertTrue(!relayed.direct() && relayed.directNanos().isEmpty() && relayed.firstByteNanos().isPresent());
        Outcome quiet = outcome(CELL, "relay-only");
        assertEquals(0, quiet.probes());
        assertNotEquals(0, quiet.relayBytes());
    }

    @Test
    void everyPacketThatIsSentHasOnePurpose() {
        for (String strategy : List.of("call-me-maybe", "periodic-punch", "relay-only")) {
            Outcome outcome = outcome(new Cell("full-cone", "none", "usual"), strategy);
            assertEquals(outcome.packets(), outcome.sent().uses().values().stream()
                    .mapToLong(Spending.Use::packets).sum());
            assertTrue(outcome.sent().of(Purpose.RELAY).bytes() > outcome.relayBytes());
            assertEquals(outcome.probes(), outcome.sent().of(Purpose.PROBE).packets()
                    + outcome.sent().of(Purpose.PUNCH).packets());
        }
        Outcome direct = outcome(new Cell("full-cone", "none", "usual"), "call-me-maybe");
        assertTrue(direct.sent().of(Purpose.DATA).bytes() > direct.directBytes(), direct::toString);
        assertTrue(direct.probesUntilDirect() > 2 && direct.probesUntilDirect() < direct.probes(), direct::toString);
    }

    @Test
    void aDoubtThatTheEndCutsOffDoesNotCount() {
        // In this world a packet is lost shortly before the end.
        Scenario scenario = new DrawnWorld(new Cell("carrier-grade", "life-capped", "usual"), 62, 15)
                .scenario("call-me-maybe");
        RecordedRun run = Runs.seeded(scenario, scenario.seed());
        assertEquals(PathKind.IN_DOUBT, run.pairs().getFirst().aToB().paths().items().getLast().kind());
        assertTrue(OutcomeReader.read(run, new SendTally()).direct());
    }

    private static Outcome outcome(Cell cell, String strategy) {
        Scenario scenario = new DrawnWorld(cell, 1, 8).scenario(strategy);
        SendTally tally = new SendTally();
        RecordedRun run = new SimulationRunner().run(new RunRequest(scenario, Runs.identity(scenario, scenario.seed()),
                false, List.of(_ -> tally)), ProgressListener.NONE);
        return OutcomeReader.read(run, tally);
    }
}
