package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.Claim;
import org.junit.jupiter.api.Test;

class QuicExpectationsTest extends JudgedPair {

    private final QuicHistory quic = pair.quic();

    @Test
    void withoutAJobNothingIsDecided() {
        assertNotDecided("there was nothing to do over QUIC", IN_THE_END, new Claim.QuicIntact());
        assertNotDecided("there was nothing to do over QUIC", IN_THE_END, new Claim.QuicHandshakes(0));
        assertNotDecided("there was nothing to do over QUIC", IN_THE_END, new Claim.QuicBytesAtLeast(1));
        assertNotDecided("there was nothing to do over QUIC", IN_THE_END, new Claim.QuicStallAtMost(seconds(1)));
    }

    @Test
    void aJobIsIntactWhenItIsDoneAndEveryStreamCameBackUnchanged() {
        quic.planned("job");
        assertBroken(30, "job was not done", IN_THE_END, new Claim.QuicIntact());
        quic.streamDone("job", true);
        quic.done("job", at(4));
        assertHolds("1 job done, 1 stream intact", IN_THE_END, new Claim.QuicIntact());
        quic.streamDone("job", false);
        assertBroken(4, "job came back changed", IN_THE_END, new Claim.QuicIntact());
    }

    @Test
    void aJobThatWasGivenUpSaysWhy() {
        quic.planned("job");
        quic.failed("job", "nobody answered", at(7));
        assertBroken(7, "job failed: nobody answered", IN_THE_END, new Claim.QuicIntact());
    }

    @Test
    void handshakesAreCountedExactlyAndInTheirWindow() {
        quic.planned("job");
        quic.connected("job", at(6));
        quic.connected("job", at(7));
        assertHolds("2 handshakes", ALWAYS, new Claim.QuicHandshakes(2));
        assertBroken(7, "2 handshakes", ALWAYS, new Claim.QuicHandshakes(1));
        assertBroken(20, "2 handshakes", ALWAYS, new Claim.QuicHandshakes(3));
        quic.connected("job", at(25));
        assertHolds("2 handshakes", ALWAYS, new Claim.QuicHandshakes(2));
    }

    @Test
    void bytesCountWhenTheyCameBackInTheWindow() {
        quic.planned("job");
        quic.cameBack("job", 100, at(4));
        quic.cameBack("job", 50, at(6));
        assertHolds("50 bytes came back", ALWAYS, new Claim.QuicBytesAtLeast(50));
        assertBroken(20, "50 bytes came back", ALWAYS, new Claim.QuicBytesAtLeast(51));
    }

    @Test
    void aStallLastsFromOneSignOfLifeToTheNextAndToTheEndOfTheJob() {
        quic.planned("job");
        quic.connecting("job", at(1));
        quic.connected("job", at(1.5));
        quic.cameBack("job", 1, at(4));
        assertBroken(14, "the longest stall was 26s, from 4s", IN_THE_END, new Claim.QuicStallAtMost(seconds(10)));
        quic.done("job", at(5));
        assertHolds("the longest stall was 2.5s, from 1.5s", IN_THE_END, new Claim.QuicStallAtMost(seconds(2.5)));
        assertBroken(3.5, "the longest stall was 2.5s, from 1.5s", IN_THE_END, new Claim.QuicStallAtMost(seconds(2)));
    }
}
