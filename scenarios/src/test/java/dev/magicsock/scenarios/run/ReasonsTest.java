package dev.magicsock.scenarios.run;

import static dev.magicsock.scenarios.run.Scripts.at;
import static dev.magicsock.scenarios.run.Scripts.lasting;
import static dev.magicsock.scenarios.run.Scripts.seconds;
import static dev.magicsock.scenarios.run.Scripts.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.support.Runs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run that goes wrong says why, from what the network, the MagicSocks and the applications saw. */
class ReasonsTest {

    private static final ScriptStep CONNECT = step(0, new ScriptAction.Connect("alice", "bob"));
    private static final ScriptStep TRAFFIC =
            step(1, new ScriptAction.Traffic("alice", "bob", seconds(0.05), 200, true, seconds(20)));
    private static final ScriptStep OUTAGE =
            step(8, new ScriptAction.LinkDown(new LinkTarget.OfRouter("home"), lasting(2)));
    private static final Claim NOTHING_LOST = new Claim.LostAtMost(new Claim.Amount.Count(0), List.of());

    @Test
    void lossesNameThePlaceAndTheFault() {
        ExpectationResult result = judged(new When.InTheEnd(), NOTHING_LOST, CONNECT, TRAFFIC, OUTAGE);

        assertEquals(Outcome.BROKEN, result.outcome());
        assertBetween(7.5, 8.2, result);
        assertSays("home/uplink", result);
        assertSays("link-down", result);
    }

    @Test
    void theSameLossesAreExcusedByTheFault() {
        ExpectationResult result = judged(new When.InTheEnd(),
                new Claim.LostAtMost(new Claim.Amount.Count(0), List.of("link-down")), CONNECT, TRAFFIC, OUTAGE);

        assertEquals(Outcome.HOLDS, result.outcome(), result.happened());
        assertEquals(List.of(), result.because());
    }

    @Test
    void aGapIsBrokenWhileTheFaultLasts() {
        ExpectationResult result =
                judged(new When.InTheEnd(), new Claim.GapAtMost(seconds(1), List.of()), CONNECT, TRAFFIC, OUTAGE);

        assertEquals(Outcome.BROKEN, result.outcome());
        assertBetween(8.9, 9.2, result);
        assertSays("link-down", result);
    }

    @Test
    void aPathThatWasTakenSaysWhoSelectedIt() {
        ExpectationResult result =
                judged(new When.Never(seconds(0), Optional.empty()), new Claim.PathIs(PathKind.DIRECT),
                CONNECT, TRAFFIC);

        assertEquals(Outcome.BROKEN, result.outcome());
        assertSays("alice selected", result);
        assertSays("bob selected", result);
    }

    private static ExpectationResult judged(When when, Claim claim, ScriptStep... steps) {
        Scenario base = Scripts.of(steps);
        Scenario scenario = new Scenario(base.name(), base.about(), base.seed(), base.duration(), base.network(),
                base.endpoints(), base.script(), List.of(new Expectation(when, "alice", "bob", claim, "it", 1)));
        return Runs.seeded(scenario, 1).expectations().getFirst();
    }

    private static void assertBetween(double from, double to, ExpectationResult result) {
        boolean within =
                result.firstViolation().filter(when -> when.isAfter(at(from)) && when.isBefore(at(to))).isPresent();
        assertTrue(within, result.firstViolation().toString());
    }

    private static void assertSays(String words, ExpectationResult result) {
        assertTrue(String.join("\n", result.because()).contains(words), String.join("\n", result.because()));
    }
}
