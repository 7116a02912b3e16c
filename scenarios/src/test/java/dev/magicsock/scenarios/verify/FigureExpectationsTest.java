package dev.magicsock.scenarios.verify;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Claim.Amount;
import dev.magicsock.scenarios.model.Expectation.When;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims about numbers of datagrams with every time. */
class FigureExpectationsTest extends JudgedPair {

    // Losses.

    @Test
    void whatWasLostIsCountedInBothDirections() {
        sendAndDeliver(alice, 1, 2, 3);
        lose(alice, 4);
        lose(bob, 5);

        assertHolds("2 of 5 datagrams lost", IN_THE_END, new Claim.LostAtMost(new Amount.Count(2), List.of()));
        assertBroken(5, "2 of 5 datagrams lost", IN_THE_END, new Claim.LostAtMost(new Amount.Count(1), List.of()));
        assertBroken(4, "2 of 5 datagrams lost", IN_THE_END, new Claim.LostAtMost(NONE, List.of()));
        assertHolds("2 of 5 datagrams lost", IN_THE_END, new Claim.LostAtMost(new Amount.Ratio(0.4), List.of()));
        assertBroken(5, "2 of 5 datagrams lost", IN_THE_END, new Claim.LostAtMost(new Amount.Ratio(0.39), List.of()));
    }

    @Test
    void aShareIsComparedExactly() {
        for (int i = 0; i < 100; i++) {
            if (i < 29) {
                lose(alice, 5);
            } else {
                sendAndDeliver(alice, 5);
            }
        }

        assertHolds("29 of 100 datagrams lost", IN_THE_END, new Claim.LostAtMost(new Amount.Ratio(0.29), List.of()));
        assertHolds("71 of 100 datagrams delivered", IN_THE_END, new Claim.DeliveredAtLeast(new Amount.Ratio(0.71)));
    }

    @Test
    void onlyWhatWasSentInTheWindowCounts() {
        sendAndDeliver(alice, 2, 6, 25);
        lose(alice, 3);
        lose(alice, 22);

        assertHolds("0 of 1 datagram lost", ALWAYS, new Claim.LostAtMost(NONE, List.of()));
        assertHolds("1 of 3 datagrams lost", new When.By(seconds(10)),
                new Claim.LostAtMost(new Amount.Count(1), List.of()));
        assertBroken(3, "1 of 3 datagrams lost", new When.By(seconds(10)), new Claim.LostAtMost(NONE, List.of()));
    }

    @Test
    void aFaultExcusesWhatWasSentDuringItAndWhatWasOnItsWay() {
        outage.add(new Window(at(10), at(12)));
        sendAndDeliver(alice, 2);
        lose(alice, 9.95);
        lose(alice, 11);
        lose(alice, 12);

        assertHolds("0 of 1 datagram lost", IN_THE_END, new Claim.LostAtMost(NONE, List.of("outage")));
        assertBroken(9.95, "3 of 4 datagrams lost", IN_THE_END, new Claim.LostAtMost(NONE, List.of()));
        assertBroken(9.95, "3 of 4 datagrams lost", IN_THE_END, new Claim.LostAtMost(NONE, List.of("another")));
    }

    @Test
    void whatIsStillUnderWayIsNotLost() {
        sendAndDeliver(alice, 2);
        submit(alice, 28);

        assertHolds("0 of 2 datagrams lost", IN_THE_END, new Claim.LostAtMost(NONE, List.of()));
        submit(alice, 26);
        assertBroken(26, "1 of 3 datagrams lost", IN_THE_END, new Claim.LostAtMost(NONE, List.of()));
    }

    @Test
    void ifNothingWasSentNoFigureIsDecided() {
        List<Claim> claims = List.of(new Claim.LostAtMost(NONE, List.of()), new Claim.DuplicatesAtMost(NONE),
                new Claim.DeliveredAtLeast(NONE), new Claim.GapAtMost(seconds(1), List.of()),
                new Claim.RelayBytesAtMost(0));
        for (When when : List.of(IN_THE_END, ALWAYS, new When.By(seconds(10)))) {
            claims.forEach(claim -> assertNotDecided("no datagram was sent that counts", when, claim));
        }
    }

    @Test
    void aFigureOfAnUnfinishedWindowIsDecidedOnlyIfItIsBroken() {
        When late = new When.By(seconds(40));
        sendAndDeliver(alice, 2);

        assertNotDecided("the run ended at 30s, when 0 of 1 datagram lost", late,
                new Claim.LostAtMost(NONE, List.of()));
        assertNotDecided("the run ended at 30s, when 1 of 1 datagram delivered", late,
                new Claim.DeliveredAtLeast(new Amount.Count(2)));
        assertHolds("1 of 1 datagram delivered", late, new Claim.DeliveredAtLeast(new Amount.Count(1)));
        lose(alice, 3);
        assertBroken(3, "1 of 2 datagrams lost", late, new Claim.LostAtMost(NONE, List.of()));
    }

    // Deliveries and copies.

    @Test
    void deliveredDatagramsAreCountedOnce() {
        sendAndDeliver(alice, 2, 3);
        alice.datagrams().delivered(0, at(4));
        lose(bob, 5);

        assertHolds("2 of 3 datagrams delivered", IN_THE_END, new Claim.DeliveredAtLeast(new Amount.Count(2)));
        assertBroken(30, "2 of 3 datagrams delivered", IN_THE_END, new Claim.DeliveredAtLeast(new Amount.Count(3)));
        assertHolds("2 of 3 datagrams delivered", IN_THE_END, new Claim.DeliveredAtLeast(new Amount.Ratio(0.66)));
        assertBroken(20, "0 of 1 datagram delivered", ALWAYS, new Claim.DeliveredAtLeast(new Amount.Ratio(0.67)));
    }

    @Test
    void furtherCopiesAreCountedEach() {
        sendAndDeliver(alice, 2, 3);
        alice.datagrams().delivered(1, at(4));
        alice.datagrams().delivered(1, at(5));

        assertHolds("2 further copies arrived", IN_THE_END, new Claim.DuplicatesAtMost(new Amount.Count(2)));
        assertBroken(3, "2 further copies arrived", IN_THE_END, new Claim.DuplicatesAtMost(new Amount.Count(1)));
        assertHolds("0 further copies arrived", new When.By(seconds(2)), new Claim.DuplicatesAtMost(NONE));
        bob.datagrams().submit(100, at(1));
        bob.datagrams().delivered(0, at(1));
        bob.datagrams().delivered(0, at(1));
        assertBroken(1, "1 further copy arrived", new When.By(seconds(2)), new Claim.DuplicatesAtMost(NONE));
    }

    // Gaps.

    @Test
    void theLongestGapOfBothDirectionsCounts() {
        sendAndDeliver(alice, 1, 2, 3, 4);
        sendAndDeliver(bob, 1, 2, 6, 7);

        assertHolds("the longest gap was 4s, from 2s", IN_THE_END, new Claim.GapAtMost(seconds(4), List.of()));
        assertBroken(5, "the longest gap was 4s, from 2s", IN_THE_END, new Claim.GapAtMost(seconds(3), List.of()));
    }

    @Test
    void theFirstGapThatIsTooLongBreaksItWhenItsTimeIsUp() {
        sendAndDeliver(alice, 1, 3.5, 8);

        assertBroken(3, "the longest gap was 4.5s, from 3.5s", IN_THE_END, new Claim.GapAtMost(seconds(2), List.of()));
    }

    @Test
    void aFaultTakesItsTimeOutOfAGap() {
        outage.add(new Window(at(10), at(13)));
        sendAndDeliver(alice, 9, 15);

        assertHolds("the longest gap was 2s, from 9s", IN_THE_END, new Claim.GapAtMost(seconds(2), List.of("outage")));
        assertBroken(11, "the longest gap was 6s, from 9s", IN_THE_END, new Claim.GapAtMost(seconds(2), List.of()));
        outage.add(new Window(at(8), at(16)));
        assertHolds("the longest gap was 0s, from 0s", IN_THE_END, new Claim.GapAtMost(seconds(2), List.of("outage")));
    }

    @Test
    void onlyThePartOfAGapWithinTheWindowCounts() {
        sendAndDeliver(alice, 1, 8, 18, 19, 29);

        assertHolds("the longest gap was 3s, from 5s", new When.Throughout(seconds(5), seconds(8)),
                new Claim.GapAtMost(seconds(3), List.of()));
        assertHolds("the longest gap was 6s, from 19s", new When.Throughout(seconds(18), seconds(25)),
                new Claim.GapAtMost(seconds(6), List.of()));
    }

    @Test
    void aDirectionInWhichNothingArrivesIsOneLongGap() {
        sendAndDeliver(alice, 1, 2, 3, 4, 5, 6);
        lose(bob, 1);
        lose(bob, 6);

        assertBroken(3, "the longest gap was 5s, from 1s", IN_THE_END, new Claim.GapAtMost(seconds(2), List.of()));
    }

    // Relays.

    @Test
    void relayBytesAreThoseOfDatagramsSentInTheWindow() {
        submit(alice, 2);
        submit(alice, 6);
        submit(bob, 7);
        for (PairHistory.Side side : List.of(alice, bob)) {
            for (int sequence = 0; sequence < side.datagrams().size(); sequence++) {
                side.datagrams().carried(sequence, Carrier.RELAY);
                side.datagrams().carried(sequence, Carrier.IPV4);
            }
        }

        assertHolds("300 bytes went through relays", IN_THE_END, new Claim.RelayBytesAtMost(300));
        assertBroken(30, "300 bytes went through relays", IN_THE_END, new Claim.RelayBytesAtMost(299));
        assertHolds("200 bytes went through relays", ALWAYS, new Claim.RelayBytesAtMost(200));
        assertBroken(20, "200 bytes went through relays", ALWAYS, new Claim.RelayBytesAtMost(199));
    }
}
