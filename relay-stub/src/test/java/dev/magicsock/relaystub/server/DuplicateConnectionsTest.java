package dev.magicsock.relaystub.server;

import static dev.magicsock.relaystub.server.RelayFixture.ALICE;
import static dev.magicsock.relaystub.server.RelayFixture.BOB;
import static dev.magicsock.relaystub.server.RelayFixture.at;
import static dev.magicsock.relaystub.server.RelayFixture.connection;
import static dev.magicsock.relaystub.server.RelayFixture.datagramFrom;
import static dev.magicsock.relaystub.server.RelayFixture.datagramTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.server.RecordedOutput.Closed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several connections of one endpoint (relay protocol section 10). */
class DuplicateConnectionsTest {

    private final RelayFixture fixture = new RelayFixture();

    @Test
    void theNewestConnectionGetsTheDatagramsAndTheOlderOneIsTold() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(9, BOB, 0);
        admit(2, RelayProtocolVersion.V2, 1);
        assertEquals(List.of(sent(2, new byte[] {2}), sent(1, new RelayFrame.Status(1))), fixture.output.take());
        fixture.receive(9, datagramTo(ALICE.id(), "for the newest"), 2);
        assertEquals(List.of(sent(2, datagramFrom(BOB.id(), "for the newest"))), fixture.output.take());
        assertEquals(2, fixture.relay.clientCount(), "two endpoints on three connections");
    }

    @Test
    void anInactiveConnectionMayStillSendAndIsStillAnswered() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(9, BOB, 0);
        fixture.connect(2, ALICE, 1);
        fixture.receive(1, datagramTo(BOB.id(), "from the older"), 2);
        fixture.receive(1, new RelayFrame.Ping(3), 2);
        assertEquals(List.of(sent(9, datagramFrom(ALICE.id(), "from the older")), sent(1, new RelayFrame.Pong(3))),
                fixture.output.take());
    }

    @Test
    void theMostRecentlyReplacedConnectionIsRevived() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, ALICE, 1);
        fixture.connect(3, ALICE, 2);
        fixture.connect(9, BOB, 2);
        fixture.relay.connectionClosed(connection(3), at(3));
        assertEquals(List.of(sent(2, new RelayFrame.Status(0))), fixture.output.take());
        fixture.receive(9, datagramTo(ALICE.id(), "x"), 4);
        assertEquals(1, fixture.output.takeSentTo(connection(2)).size());
        fixture.relay.connectionClosed(connection(2), at(5));
        assertEquals(List.of(sent(1, new RelayFrame.Status(0))), fixture.output.take());
    }

    @Test
    void endingAnInactiveConnectionChangesNothing() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, ALICE, 1);
        fixture.relay.connectionClosed(connection(1), at(2));
        assertEquals(List.of(), fixture.output.take());
        fixture.relay.connectionClosed(connection(2), at(3));
        assertEquals(List.of(), fixture.output.take(), "the ended one is not revived");
        assertEquals(0, fixture.relay.clientCount());
    }

    @Test
    void versionOneIsToldInWords() {
        fixture.connect(1, ALICE, RelayProtocolVersion.V1, 0);
        admit(2, RelayProtocolVersion.V2, 1);
        assertTrue(fixture.output.take().contains(sent(1, new RelayFrame.Health("Another endpoint connected with the "
                + "same endpoint id. No more messages will be received."))));
        fixture.relay.connectionClosed(connection(2), at(2));
        assertEquals(List.of(sent(1, new RelayFrame.Health("The connection is healthy and has recovered from previous "
                + "problems"))), fixture.output.take());
    }

    @Test
    void recipientsAreToldOnlyAfterTheLastConnection() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, ALICE, 0);
        fixture.connect(9, BOB, 0);
        fixture.receive(1, datagramTo(BOB.id(), "from the inactive one"), 1);
        fixture.output.take();
        fixture.relay.connectionClosed(connection(2), at(2));
        assertEquals(List.of(sent(1, new RelayFrame.Status(0))), fixture.output.take());
        fixture.relay.connectionClosed(connection(1), at(3));
        assertEquals(List.of(sent(9, new RelayFrame.EndpointGone(ALICE.id()))), fixture.output.take());
    }

    @Test
    void theOldestOfTooManyMakesRoom() {
        int kept = RelayServerConfig.STANDARD.maxDuplicates() + 1;
        for (int number = 1; number <= kept; number++) {
            fixture.connect(number, ALICE, number);
        }
        assertEquals(kept, fixture.relay.connectionCount());
        admit(100, RelayProtocolVersion.V2, 100);
        assertTrue(fixture.output.take().contains(
                new Closed(connection(1), CloseReason.TOO_MANY_DUPLICATES, "")));
        assertEquals(kept, fixture.relay.connectionCount());
    }

    /** As {@link RelayFixture#connect}, with what the relay did still to be looked at. */
    private void admit(long number, RelayProtocolVersion version, long millis) {
        ServerChallenge challenge = fixture.open(number, version, millis);
        fixture.receive(number, HandshakeCodec.encode(ChallengeSignature.answer(challenge, ALICE)), millis);
    }

    private static RecordedOutput.Sent sent(long number, byte[] message) {
        return RecordedOutput.sent(connection(number), message);
    }

    private static RecordedOutput.Sent sent(long number, RelayFrame frame) {
        return sent(number, RelayFrameCodec.encode(frame));
    }
}
