package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.verify.PathTimeline.Carrying;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Claims about paths with every time: when they hold, when they are broken and since when, when that cannot be said.
 */
class PathExpectationsTest extends JudgedPair {

    @Test
    void aPathThatIsReachedInTimeHolds() {
        both(Carrying.RELAY, 1);

        assertHolds("from 1s on", new When.By(seconds(2)), new Claim.PathIs(PathKind.RELAY));
    }

    @Test
    void aPathThatIsReachedTooLateIsBrokenAtTheLimit() {
        both(Carrying.RELAY, 3);

        assertBroken(2, "at 2s both were without a path", new When.By(seconds(2)), new Claim.PathIs(PathKind.RELAY));
    }

    @Test
    void aPathThatWasLeftBeforeTheLimitWasReachedAllTheSame() {
        both(Carrying.IPV4, 1);
        both(Carrying.RELAY, 2);

        assertHolds("from 1s on", new When.By(seconds(10)), new Claim.PathIs(PathKind.DIRECT));
    }

    @Test
    void aLimitBehindTheEndIsNotDecidedUnlessThePathWasReached() {
        assertNotDecided("the run ended at 30s, when both were without a path", new When.By(seconds(40)),
                new Claim.PathIs(PathKind.RELAY));

        both(Carrying.RELAY, 3);
        assertHolds("from 3s on", new When.By(seconds(40)), new Claim.PathIs(PathKind.RELAY));
    }

    @Test
    void aPairIsOnAPathOnlyWhenBothEndsAre() {
        alice.paths().carrying(Carrying.IPV4, at(1));
        bob.paths().carrying(Carrying.RELAY, at(1));

        assertBroken(30, "alice was direct over IPv4, bob on the relay when the run ended", IN_THE_END,
                new Claim.PathIs(PathKind.DIRECT));
        assertBroken(30, "alice was direct over IPv4, bob on the relay when the run ended", IN_THE_END,
                new Claim.PathIsNot(PathKind.DIRECT));
    }

    @Test
    void oneEndIsEnoughForOneWay() {
        both(Carrying.RELAY, 1);
        bob.paths().oneWay(true, at(4));

        assertHolds("from 4s on", new When.By(seconds(10)), new Claim.PathIs(PathKind.ONE_WAY));
        assertHolds("from 1s on", new When.By(seconds(10)), new Claim.PathIs(PathKind.RELAY));
    }

    @Test
    void aPathThatHoldsThroughoutHolds() {
        both(Carrying.RELAY, 5);
        both(Carrying.IPV4, 21);

        assertHolds("all the time", ALWAYS, new Claim.PathIs(PathKind.RELAY));
        assertHolds("all the time", ALWAYS, new Claim.PathIsNot(PathKind.DIRECT));
    }

    @Test
    void theFirstInstantAtWhichAnEndIsElsewhereBreaksIt() {
        both(Carrying.RELAY, 5);
        bob.paths().carrying(Carrying.IPV6, at(12));
        both(Carrying.IPV4, 15);

        assertBroken(12, "at 12s alice was on the relay, bob direct over IPv6", ALWAYS,
                new Claim.PathIs(PathKind.RELAY));
        assertBroken(12, "at 12s alice was on the relay, bob direct over IPv6", ALWAYS,
                new Claim.PathIsNot(PathKind.DIRECT));
    }

    @Test
    void whatIsSoFromBeforeTheWindowBreaksItAtItsStart() {
        both(Carrying.IPV4, 1);

        assertBroken(5, "at 5s both were direct over IPv4", ALWAYS, new Claim.PathIs(PathKind.RELAY));
    }

    @Test
    void aWindowThatTheRunDidNotFinishIsNotDecided() {
        both(Carrying.RELAY, 1);

        assertNotDecided("the run ended at 30s", new When.Throughout(seconds(5), seconds(31)),
                new Claim.PathIs(PathKind.RELAY));
        assertNotDecided("the run ended at 30s", new When.Throughout(seconds(31), seconds(32)),
                new Claim.PathIs(PathKind.RELAY));
        assertNotDecided("the run ended at 30s", new When.Never(seconds(31), Optional.empty()),
                new Claim.PathIs(PathKind.DIRECT));
    }

    @Test
    void aPathThatIsNeverTakenHolds() {
        both(Carrying.RELAY, 1);

        assertHolds("at no time", new When.Never(Duration.ZERO, Optional.empty()), new Claim.PathIs(PathKind.DIRECT));
        assertHolds("at no time", new When.Never(seconds(2), Optional.of(seconds(30))),
                new Claim.PathIs(PathKind.DIRECT));
    }

    @Test
    void aPathThatIsTakenOnceBreaksNever() {
        both(Carrying.RELAY, 1);
        both(Carrying.IPV4, 25);
        both(Carrying.RELAY, 26);

        assertBroken(25, "at 25s both were direct over IPv4", new When.Never(Duration.ZERO, Optional.empty()),
                new Claim.PathIs(PathKind.DIRECT));
        assertHolds("at no time", new When.Never(Duration.ZERO, Optional.of(seconds(24))),
                new Claim.PathIs(PathKind.DIRECT));
    }

    @Test
    void inTheEndTheLastInstantCounts() {
        both(Carrying.IPV4, 1);
        both(Carrying.RELAY, 30);

        assertHolds("both were on the relay", IN_THE_END, new Claim.PathIs(PathKind.RELAY));
        assertHolds("both were on the relay", IN_THE_END, new Claim.PathIsNot(PathKind.DIRECT));
    }
}
