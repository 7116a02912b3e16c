package dev.magicsock.scenarios.run;

import static dev.magicsock.scenarios.run.Scripts.lasting;
import static dev.magicsock.scenarios.run.Scripts.seconds;
import static dev.magicsock.scenarios.run.Scripts.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.scenarios.model.LinkConditions;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.support.Runs;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Copies in whole runs: those that the network makes, those that a MagicSock makes, and damaged ones. */
class CopiesTest {

    private static final ScriptStep CONNECT = step(0, new ScriptAction.Connect("alice", "bob"));
    private static final ScriptStep TRAFFIC =
            step(1, new ScriptAction.Traffic("alice", "bob", seconds(0.02), 200, true, seconds(20)));

    @Test
    void whereNobodyMakesCopiesNoneArrive() {
        Traffic traffic = traffic(CONNECT, TRAFFIC);

        assertEquals(0, traffic.duplicatesNetwork());
        assertEquals(traffic.sent(), traffic.delivered());
    }

    @Test
    void copiesOfTheNetworkAreCountedAsItsOwn() {
        Traffic traffic = traffic(CONNECT, TRAFFIC, bad(OptionalDouble.of(0.3), OptionalDouble.empty()));

        assertTrue(traffic.duplicatesNetwork() > 100, traffic.duplicatesNetwork() + " copies");
        assertEquals(traffic.sent(), traffic.delivered());
    }

    @Test
    void damagedDatagramsNeverReachTheApplication() {
        Traffic traffic = traffic(CONNECT, TRAFFIC, bad(OptionalDouble.empty(), OptionalDouble.of(0.3)));

        long damaged = traffic.losses().stream().filter(loss -> loss.reason().equals("checksum-failed"))
                .mapToLong(Traffic.Loss::count).sum();
        assertTrue(damaged > 100, damaged + " damaged");
        assertEquals(traffic.sent(), traffic.delivered() + damaged + traffic.inFlight());
    }

    @Test
    void aPathInDoubtMakesTheMagicSockSendCopies() {
        Traffic traffic = traffic(CONNECT, TRAFFIC,
                step(8, new ScriptAction.BlackholeDirect("alice", "bob", lasting(0.9))));

        assertTrue(traffic.duplicatesDeliberate() > 0, "no copies");
        assertEquals(0, traffic.duplicatesNetwork());
    }

    private static ScriptStep bad(OptionalDouble duplicate, OptionalDouble corrupt) {
        LinkConditions conditions = new LinkConditions(Optional.empty(), Optional.empty(), Optional.empty(),
                OptionalInt.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), duplicate,
                OptionalDouble.empty(), corrupt);
        return step(5, new ScriptAction.ChangeLink(new LinkTarget.OfHost("bob", Optional.empty()),
                new LinkSpec(Optional.empty(), conditions, conditions), Optional.empty()));
    }

    private static Traffic traffic(ScriptStep... steps) {
        RecordedRun run = Runs.seeded(Scripts.of(steps), 1);
        assertTrue(run.passed(), run.expectations().toString());
        return run.pairs().getFirst().aToB().traffic();
    }
}
