package dev.magicsock.relaystub.server;

import static dev.magicsock.relaystub.server.RelayFixture.ALICE;
import static dev.magicsock.relaystub.server.RelayFixture.BOB;
import static dev.magicsock.relaystub.server.RelayFixture.CAROL;
import static dev.magicsock.relaystub.server.RelayFixture.REQUEST;
import static dev.magicsock.relaystub.server.RelayFixture.at;
import static dev.magicsock.relaystub.server.RelayFixture.connection;
import static dev.magicsock.relaystub.server.RelayFixture.datagramFrom;
import static dev.magicsock.relaystub.server.RelayFixture.datagramTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame.ClientAuth;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.HandshakeFrame.ServerDeniesAuth;
import dev.magicsock.relay.KeyingMaterialAuth;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.Header;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.server.RecordedOutput.Closed;
import dev.magicsock.relaystub.server.RecordedOutput.Dropped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Admission and routing. */
class RelayServerCoreTest {

    private static final byte[] CONFIRM = {2};

    private final RelayFixture fixture = new RelayFixture();

    @Test
    void aClientThatProvesItsKeyIsConfirmed() {
        ServerChallenge challenge = fixture.open(1, 0);
        fixture.receive(1, HandshakeCodec.encode(ChallengeSignature.answer(challenge, ALICE)), 10);
        assertEquals(List.of(RecordedOutput.sent(connection(1), CONFIRM)), fixture.output.take());
        assertEquals(1, fixture.relay.clientCount());
    }

    @Test
    void everyConnectionGetsAnotherChallenge() {
        ServerChallenge first = fixture.open(1, 0);
        ServerChallenge second = fixture.open(2, 0);
        assertEquals(false, first.equals(second));
        fixture.receive(2, HandshakeCodec.encode(ChallengeSignature.answer(first, ALICE)), 0);
        assertDenied(2, "signature invalid", CloseReason.SIGNATURE_INVALID);
    }

    @Test
    void aSignatureByAnotherKeyIsDenied() {
        ServerChallenge challenge = fixture.open(1, 0);
        ClientAuth stolen = new ClientAuth(BOB.id(), ChallengeSignature.answer(challenge, ALICE).signature());
        fixture.receive(1, HandshakeCodec.encode(stolen), 0);
        assertDenied(1, "signature invalid", CloseReason.SIGNATURE_INVALID);
        assertEquals(0, fixture.relay.connectionCount());
    }

    @Test
    void anythingButAnAnswerEndsTheHandshakeWithoutAFrame() {
        for (byte[] message : List.of(new byte[0], new byte[] {1}, new byte[] {14},
                new byte[] {9, 1, 2, 3, 4, 5, 6, 7, 8},
                datagramTo(BOB.id(), "early"))) {
            fixture.open(1, 0);
            fixture.receive(1, message, 0);
            List<RecordedOutput.Entry> entries = fixture.output.take();
            assertEquals(1, entries.size());
            assertEquals(CloseReason.PROTOCOL_ERROR, ((Closed) entries.getFirst()).reason());
        }
    }

    @Test
    void accessControlIsAskedAfterTheProofAndItsReasonIsTold() {
        List<AccessRequest> asked = new ArrayList<>();
        RelayFixture strict = new RelayFixture(RelayServerConfig.STANDARD, request -> {
            asked.add(request);
            return new AccessControl.Decision.Denied("come back tomorrow");
        });
        ServerChallenge challenge = strict.open(1, 0);
        assertEquals(List.of(), asked);
        strict.receive(1, HandshakeCodec.encode(ChallengeSignature.answer(challenge, ALICE)), 0);
        assertEquals(List.of(new AccessRequest(ALICE.id(), RelayProtocolVersion.V2, REQUEST)), asked);
        assertEquals(List.of(
                RecordedOutput.sent(connection(1), HandshakeCodec.encode(new ServerDeniesAuth("come back tomorrow"))),
                new Closed(connection(1), CloseReason.ACCESS_DENIED, "come back tomorrow")), strict.output.take());
    }

    @Test
    void aValidHeaderIsConfirmedWithoutAChallenge() {
        byte[] exported = counting();
        openWithHeader(1, KeyingMaterialAuth.header(ALICE, exported), _ -> Optional.of(exported));
        assertEquals(List.of(RecordedOutput.sent(connection(1), CONFIRM)), fixture.output.take());
    }

    @Test
    void aHeaderOfAnotherSessionOrWithoutTlsFallsBackToTheChallenge() {
        String header = KeyingMaterialAuth.header(ALICE, counting());
        openWithHeader(1, header, _ -> Optional.of(new byte[32]));
        openWithHeader(2, header, KeyingMaterialExporter.NONE);
        assertEquals(List.of(17, 17), fixture.output.take().stream()
                .map(entry -> ((RecordedOutput.Sent) entry).bytes().length).toList());
    }

    @Test
    void aMalformedHeaderEndsTheConnectionWithoutAFrame() {
        openWithHeader(1, "not a header", KeyingMaterialExporter.NONE);
        assertEquals(CloseReason.PROTOCOL_ERROR, ((Closed) fixture.output.take().getFirst()).reason());
    }

    @Test
    void datagramsReachTheirDestinationUnderTheSendersId() {
        connectAliceAndBob();
        fixture.receive(1, datagramTo(BOB.id(), "hello"), 1);
        assertEquals(List.of(RecordedOutput.sent(connection(2), datagramFrom(ALICE.id(), "hello"))),
                fixture.output.take());
    }

    @Test
    void batchesAreForwardedAsBatches() {
        connectAliceAndBob();
        byte[] batch = new byte[42];
        batch[0] = 5;
        BOB.id().write(batch, 1);
        batch[35] = 3;
        fixture.receive(1, batch, 1);
        byte[] expected = batch.clone();
        expected[0] = 7;
        ALICE.id().write(expected, 1);
        assertArrayEquals(expected, fixture.output.takeSentTo(connection(2)).getFirst());
    }

    @Test
    void oneMaySendToOneself() {
        fixture.connect(1, ALICE, 0);
        fixture.receive(1, datagramTo(ALICE.id(), "me"), 1);
        assertArrayEquals(datagramFrom(ALICE.id(), "me"), fixture.output.takeSentTo(connection(1)).getFirst());
    }

    @Test
    void datagramsForTheAbsentAreDroppedAndTheSenderIsNotTold() {
        fixture.connect(1, ALICE, 0);
        fixture.receive(1, datagramTo(CAROL.id(), "anybody?"), 1);
        fixture.receive(1, datagramTo(CAROL.id(), "nobody?"), 1);
        Dropped dropped = new Dropped(connection(1), RelayServerDrop.DESTINATION_UNKNOWN);
        assertEquals(List.of(dropped, dropped), fixture.output.take());
        assertEquals(2, fixture.relay.metrics().count(RelayServerCounter.DATAGRAM_FRAMES_DROPPED));
    }

    @Test
    void emptyAndOversizedDatagramsAreDroppedAtTheDoor() {
        connectAliceAndBob();
        byte[] most = new byte[65_536];
        System.arraycopy(datagramTo(BOB.id(), "x"), 0, most, 0, 34);
        fixture.receive(1, most, 1);
        assertEquals(1, fixture.output.take().size(), "the largest allowed one is forwarded");
        fixture.written(2, 65_536, 1);
        fixture.receive(1, Arrays.copyOf(most, 65_537), 1);
        fixture.receive(1, Arrays.copyOf(most, 34), 1);
        assertEquals(List.of(new Dropped(connection(1), RelayServerDrop.TOO_LARGE),
                new Dropped(connection(1), RelayServerDrop.EMPTY)), fixture.output.take());
        fixture.receive(1, datagramTo(BOB.id(), "still here"), 2);
        assertEquals(1, fixture.output.takeSentTo(connection(2)).size(), "neither end was disconnected");
    }

    @Test
    void frameErrorsEndTheSendersConnectionOnly() {
        byte[] noPoint = datagramTo(BOB.id(), "x");
        Arrays.fill(noPoint, 1, 33, (byte) 0);
        noPoint[1] = 2;
        List<byte[]> wrong = List.of(new byte[0], new byte[] {4}, new byte[] {5}, new byte[] {14}, new byte[] {2},
                datagramFrom(BOB.id(), "other direction"), new byte[] {9, 1}, new byte[] {13, 1},
                new byte[65_538], noPoint);
        fixture.connect(2, BOB, 0);
        for (byte[] message : wrong) {
            fixture.connect(1, ALICE, 0);
            fixture.receive(1, message, 0);
            List<RecordedOutput.Entry> entries = fixture.output.take();
            assertEquals(1, entries.size());
            Closed closed = (Closed) entries.getFirst();
            assertEquals(connection(1), closed.connection());
            assertEquals(CloseReason.PROTOCOL_ERROR, closed.reason());
        }
        assertEquals(1, fixture.relay.connectionCount());
    }

    @Test
    void pingsAreAnsweredAtOnceInBothVersions() {
        fixture.connect(1, ALICE, RelayProtocolVersion.V1, 0);
        fixture.receive(1, new RelayFrame.Ping(77), 1);
        assertArrayEquals(RelayFrameCodec.encode(new RelayFrame.Pong(77)),
                fixture.output.takeSentTo(connection(1)).getFirst());
    }

    @Test
    void recipientsAreToldWhenTheLastConnectionOfASenderEnds() {
        connectAliceAndBob();
        fixture.connect(3, CAROL, 0);
        fixture.receive(1, datagramTo(BOB.id(), "hello"), 1);
        fixture.output.take();
        fixture.relay.connectionClosed(connection(1), at(2));
        assertEquals(List.of(RecordedOutput.sent(connection(2),
                RelayFrameCodec.encode(new RelayFrame.EndpointGone(ALICE.id())))), fixture.output.take(),
                "Bob is told; Carol, who got nothing, is not");
    }

    @Test
    void recipientsOfDroppedDatagramsAndDepartedOnesAreNotTold() {
        connectAliceAndBob();
        fixture.receive(1, datagramTo(CAROL.id(), "dropped"), 1);
        fixture.receive(1, datagramTo(BOB.id(), "queued"), 1);
        fixture.relay.connectionClosed(connection(2), at(2));
        fixture.connect(3, CAROL, 3);
        fixture.relay.connectionClosed(connection(1), at(4));
        assertEquals(List.of(), fixture.output.take());
    }

    @Test
    void whatWasSentToIsForgottenOnceTold() {
        connectAliceAndBob();
        fixture.receive(1, datagramTo(BOB.id(), "hello"), 1);
        fixture.relay.connectionClosed(connection(1), at(2));
        fixture.connect(4, ALICE, 3);
        fixture.relay.connectionClosed(connection(4), at(4));
        assertEquals(List.of(), fixture.output.take());
    }

    @Test
    void stoppingClosesEverythingWithoutAWordAndRefusesNewConnections() {
        connectAliceAndBob();
        fixture.receive(1, datagramTo(BOB.id(), "hello"), 1);
        fixture.output.take();
        fixture.relay.stop(at(2));
        assertEquals(List.of(new Closed(connection(1), CloseReason.STOPPED, ""),
                new Closed(connection(2), CloseReason.STOPPED, "")), fixture.output.take());
        fixture.relay.connectionOpened(connection(3), RelayProtocolVersion.V2, REQUEST, KeyingMaterialExporter.NONE,
                at(3));
        assertEquals(List.of(new Closed(connection(3), CloseReason.STOPPED, "")), fixture.output.take());
        assertEquals(Optional.empty(), fixture.relay.nextDeadline());
        assertEquals(0, fixture.relay.clientCount());
    }

    @Test
    void anOperatorMayDisconnectAnEndpointOrAConnection() {
        connectAliceAndBob();
        fixture.connect(3, ALICE, 1);
        fixture.relay.disconnect(ALICE.id(), at(2));
        List<Closed> closed = fixture.output.take().stream()
                .filter(Closed.class::isInstance).map(Closed.class::cast).toList();
        assertEquals(List.of(new Closed(connection(1), CloseReason.DISCONNECTED, ""),
                new Closed(connection(3), CloseReason.DISCONNECTED, "")), closed);
        fixture.relay.disconnect(connection(2), at(2));
        assertEquals(0, fixture.relay.connectionCount());
    }

    @Test
    void eventsOfForgottenConnectionsAreIgnored() {
        fixture.connect(1, ALICE, 0);
        fixture.relay.connectionClosed(connection(1), at(1));
        fixture.receive(1, datagramTo(BOB.id(), "late"), 2);
        fixture.written(1, 1_000, 2);
        fixture.relay.bytesRead(connection(1), 1_000, at(2));
        fixture.relay.connectionClosed(connection(1), at(2));
        fixture.relay.disconnect(connection(1), at(2));
        assertEquals(List.of(), fixture.output.take());
    }

    @Test
    void misuseIsRefused() {
        fixture.open(1, 10);
        assertThrows(IllegalArgumentException.class, () -> fixture.open(1, 10));
        assertThrows(IllegalArgumentException.class, () -> fixture.relay.deadlineReached(at(9)));
    }

    private void connectAliceAndBob() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
    }

    private void openWithHeader(long number, String value, KeyingMaterialExporter exporter) {
        RequestHead request =
                new RequestHead("GET", "/relay", List.of(new Header("X-Iroh-Relay-Client-Auth-V1", value)));
        fixture.relay.connectionOpened(connection(number), RelayProtocolVersion.V2, request, exporter, at(0));
    }

    private void assertDenied(long number, String text, CloseReason reason) {
        assertEquals(List.of(
                RecordedOutput.sent(connection(number), HandshakeCodec.encode(new ServerDeniesAuth(text))),
                new Closed(connection(number), reason, text)), fixture.output.take());
    }

    private static byte[] counting() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

}
