package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.verify.PathTimeline.Carrying;
import org.junit.jupiter.api.Test;

/** Claims about how long something took. */
class SpeedExpectationsTest extends JudgedPair {

    @Test
    void timeToDirectCountsFromConnecting() {
        pair.connected(at(3));
        pair.connected(at(9));
        both(Carrying.RELAY, 3.5);
        alice.paths().carrying(Carrying.IPV4, at(4));
        bob.paths().carrying(Carrying.IPV6, at(4.5));

        assertHolds("direct after 1.5s", IN_THE_END, new Claim.TimeToDirectAtMost(seconds(1.5)));
        assertBroken(4, "direct after 1.5s", IN_THE_END, new Claim.TimeToDirectAtMost(seconds(1)));
    }

    @Test
    void whoWasDirectBeforeConnectingIsDirectAtOnce() {
        both(Carrying.IPV4, 1);
        pair.connected(at(3));

        assertHolds("direct after 0s", IN_THE_END, new Claim.TimeToDirectAtMost(seconds(1)));
    }

    @Test
    void whoNeverBecomesDirectBreaksItWhenTheTimeIsUp() {
        assertNotDecided("nobody connected", IN_THE_END, new Claim.TimeToDirectAtMost(seconds(2)));

        pair.connected(at(3));
        assertBroken(5, "the pair never became direct", IN_THE_END, new Claim.TimeToDirectAtMost(seconds(2)));
        assertNotDecided("the pair never became direct before the run ended at 30s", IN_THE_END,
                new Claim.TimeToDirectAtMost(seconds(28)));
    }

    @Test
    void timeToFirstByteIsThatOfTheSlowerDirection() {
        submit(alice, 1);
        alice.datagrams().delivered(0, at(1.2));
        submit(bob, 2);
        submit(bob, 3);
        bob.datagrams().delivered(1, at(3.5));

        assertHolds("the first datagram arrived after 1.5s", IN_THE_END, new Claim.TimeToFirstByteAtMost(seconds(1.5)));
        assertBroken(3, "the first datagram arrived after 1.5s", IN_THE_END,
                new Claim.TimeToFirstByteAtMost(seconds(1)));
    }

    @Test
    void aDirectionInWhichNothingArrivesBreaksTimeToFirstByteWhenItIsUp() {
        assertNotDecided("no datagram was sent", IN_THE_END, new Claim.TimeToFirstByteAtMost(seconds(2)));

        sendAndDeliver(alice, 1);
        lose(bob, 4);
        assertBroken(6, "nothing arrived", IN_THE_END, new Claim.TimeToFirstByteAtMost(seconds(2)));
        assertNotDecided("nothing arrived before the run ended at 30s", IN_THE_END,
                new Claim.TimeToFirstByteAtMost(seconds(27)));
    }

    @Test
    void theFirstRoundTripThatIsTooLongBreaksIt() {
        assertNotDecided("no round trip was measured", IN_THE_END, new Claim.RttAtMost(seconds(1)));

        alice.roundTrip(seconds(0.03), at(6));
        alice.roundTrip(seconds(0.09), at(9));
        bob.roundTrip(seconds(0.06), at(7));
        alice.roundTrip(seconds(2), at(25));

        assertHolds("at most 90ms", ALWAYS, new Claim.RttAtMost(seconds(0.09)));
        assertBroken(7, "up to 90ms", ALWAYS, new Claim.RttAtMost(seconds(0.05)));
        assertBroken(25, "up to 2s", IN_THE_END, new Claim.RttAtMost(seconds(0.1)));
        assertHolds("at most 30ms", new When.By(seconds(6)), new Claim.RttAtMost(seconds(0.03)));
    }
}
