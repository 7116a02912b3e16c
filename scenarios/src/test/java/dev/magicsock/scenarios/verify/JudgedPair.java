package dev.magicsock.scenarios.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Claim.Amount;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.verify.PathTimeline.Carrying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pair whose history a test writes, and a judge of it. */
abstract class JudgedPair {

    static final Duration END = seconds(30);
    static final When IN_THE_END = new When.InTheEnd();
    static final When ALWAYS = new When.Throughout(seconds(5), seconds(20));
    static final Amount NONE = new Amount.Count(0);

    final PairHistory pair = new PairHistory("alice", "bob");
    final PairHistory.Side alice = pair.from("alice");
    final PairHistory.Side bob = pair.from("bob");
    final List<Window> outage = new ArrayList<>();
    final List<Instant> asked = new ArrayList<>();

    void both(Carrying carrying, double since) {
        alice.paths().carrying(carrying, at(since));
        bob.paths().carrying(carrying, at(since));
    }

    static void sendAndDeliver(PairHistory.Side side, double... times) {
        for (double time : times) {
            side.datagrams().delivered(submit(side, time), at(time));
        }
    }

    static void lose(PairHistory.Side side, double time) {
        int sequence = submit(side, time);
        side.datagrams().carried(sequence, Carrier.IPV4);
        side.datagrams().dropped(sequence, new DatagramLedger.Loss("link-loss", "alice/eth0", at(time).plusMillis(60)));
    }

    static int submit(PairHistory.Side side, double time) {
        return side.datagrams().submit(100, at(time)).orElseThrow();
    }

    void assertHolds(String happened, When when, Claim claim) {
        ExpectationResult result = judge(when, claim);
        assertEquals(Outcome.HOLDS, result.outcome(), result.happened());
        assertEquals(happened, result.happened());
        assertEquals(Optional.empty(), result.firstViolation());
    }

    void assertBroken(double first, String happened, When when, Claim claim) {
        ExpectationResult result = judge(when, claim);
        assertEquals(Outcome.BROKEN, result.outcome(), result.happened());
        assertEquals(happened, result.happened());
        assertEquals(Optional.of(at(first)), result.firstViolation());
        assertTrue(result.because().contains("asked about " + Words.time(at(first))));
    }

    void assertNotDecided(String happened, When when, Claim claim) {
        ExpectationResult result = judge(when, claim);
        assertEquals(Outcome.NOT_DECIDED, result.outcome(), result.happened());
        assertEquals(happened, result.happened());
        assertEquals(Optional.empty(), result.firstViolation());
    }

    ExpectationResult judge(When when, Claim claim) {
        ExpectationJudge.Explainer explainer = (_, violation) -> {
            asked.add(violation);
            return List.of("asked about " + Words.time(violation));
        };
        return new ExpectationJudge(name -> name.equals("outage") ? outage : List.of(), explainer,
                Instant.EPOCH.plus(END))
                .judge(new Expectation(when, "alice", "bob", claim, "as in the file", 7), pair);
    }

    static Duration seconds(double number) {
        return Duration.ofNanos(Math.round(number * 1e9));
    }

    static Instant at(double time) {
        return Instant.EPOCH.plus(seconds(time));
    }
}
