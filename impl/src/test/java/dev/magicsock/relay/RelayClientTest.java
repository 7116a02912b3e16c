package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.RecordedOutput.Changed;
import dev.magicsock.relay.RecordedOutput.ClosedTransport;
import dev.magicsock.relay.RecordedOutput.Dialed;
import dev.magicsock.relay.RecordedOutput.Dropped;
import dev.magicsock.relay.RecordedOutput.Measured;
import dev.magicsock.relay.RelayStatus.LossReason;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The life of a connection. */
class RelayClientTest extends RelayClientFixture {

    @Test
    void startDialsOnce() {
        client.start(at(0));
        assertEquals(List.of(new Changed(new RelayStatus.Connecting(FIRST)), new Dialed(URL, FIRST)), output.take());
        client.start(at(1));
        assertEquals(List.of(), output.take());
        assertDeadline(at(10_000), "relay connect timeout");
    }

    @Test
    void theChallengeIsAnsweredAndTheConfirmationIsFollowedByAPingAtOnce() {
        client.start(at(0));
        client.transportConnected(FIRST, RelayProtocolVersion.V2, at(20));
        output.take();
        HandshakeFrame.ServerChallenge challenge = new HandshakeFrame.ServerChallenge(new byte[16]);
        client.messageReceived(FIRST, HandshakeCodec.encode(challenge), at(30));
        List<byte[]> sent = output.takeSent();
        assertArrayEquals(HandshakeCodec.encode(ChallengeSignature.answer(challenge, KEY)), sent.getFirst());
        assertFalse(client.isAuthenticated());

        client.messageReceived(FIRST, new byte[] {2}, at(40));
        assertTrue(client.isAuthenticated());
        assertFalse(client.isEstablished());
        List<RecordedOutput.Entry> entries = output.take();
        assertEquals(new Changed(new RelayStatus.Authenticated(RelayProtocolVersion.V2)), entries.getFirst());
        assertEquals(FrameType.PING, FrameType.orNull(((RecordedOutput.Sent) entries.get(1)).bytes()));
        assertEquals(2, entries.size());
    }

    @Test
    void aRelayThatVerifiedTheHeaderMayConfirmWithoutAChallenge() {
        client.start(at(0));
        client.transportConnected(FIRST, RelayProtocolVersion.V2, at(20));
        client.messageReceived(FIRST, new byte[] {2}, at(40));
        assertTrue(client.isAuthenticated());
    }

    @Test
    void theFirstPongEstablishesAndMeasures() {
        byte[] ping = authenticate(FIRST, 0);
        output.take();
        client.messageReceived(FIRST, pongTo(ping), at(25));
        assertTrue(client.isEstablished());
        assertEquals(List.of(new Measured(Duration.ofMillis(25)),
                new Changed(new RelayStatus.Established(Duration.ofMillis(25)))), output.take());
        assertEquals(Optional.of(Duration.ofMillis(25)), client.roundTripTime());
    }

    @Test
    void pingsAreAnsweredAtOnce() {
        authenticate(FIRST, 0);
        output.take();
        client.messageReceived(FIRST, RelayFrameCodec.encode(new RelayFrame.Ping(77)), at(1));
        assertArrayEquals(RelayFrameCodec.encode(new RelayFrame.Pong(77)), output.takeSent().getFirst());
    }

    @Test
    void aFloodOfPingsCannotFillTheTransport() {
        authenticate(FIRST, 0);
        output.take();
        for (int i = 0; i < 100_000; i++) {
            client.messageReceived(FIRST, RelayFrameCodec.encode(new RelayFrame.Ping(i)), at(1));
        }
        int pending = output.takeSent().stream().mapToInt(message -> message.length).sum();
        assertTrue(pending <= RelayClientConfig.STANDARD.windowBytes() + 4096 + 9, () -> pending + " bytes");
        client.bytesWritten(FIRST, pending, at(2));
        assertArrayEquals(RelayFrameCodec.encode(new RelayFrame.Pong(99_999)), output.takeSent().getFirst(),
                "the latest ping is the one that counts");
    }

    @Test
    void silenceIsEndedByAPingAfterFifteenSeconds() {
        establish(10);
        client.messageReceived(FIRST, fromPeer("x", OptionalInt.empty()), at(5_000));
        output.take();
        assertDeadline(at(20_000), "relay keepalive");
        client.deadlineReached(at(19_999));
        assertEquals(List.of(), output.take());
        client.deadlineReached(at(20_000));
        assertEquals(FrameType.PING, FrameType.orNull(output.takeSent().getFirst()));
        assertDeadline(at(20_500), "relay pong timeout");
    }

    @Test
    void aMissingPongEndsTheConnectionAtItsDeadlineAndNotBefore() {
        establish(10);
        client.deadlineReached(at(15_010));
        output.take();
        client.deadlineReached(at(15_509));
        assertEquals(List.of(), output.take());
        client.deadlineReached(at(15_510));
        assertEquals(List.of(new ClosedTransport(FIRST),
                new Changed(new RelayStatus.Lost(LossReason.PONG_TIMEOUT, "")),
                new Changed(new RelayStatus.Connecting(SECOND)), new Dialed(URL, SECOND)), output.take());
    }

    @Test
    void theFirstPongMayTakeFiveSeconds() {
        authenticate(FIRST, 0);
        output.take();
        client.deadlineReached(at(4_999));
        assertEquals(List.of(), output.take());
        client.deadlineReached(at(5_000));
        assertEquals(new Changed(new RelayStatus.Lost(LossReason.PONG_TIMEOUT, "")), output.take().get(1));
    }

    @Test
    void aTransportThatWritesNothingIsGivenUp() {
        establish(10);
        send("stuck", 1_000);
        client.messageReceived(FIRST, fromPeer("x", OptionalInt.empty()), at(15_999));
        output.take();
        assertDeadline(at(16_000), "relay send timeout");
        client.deadlineReached(at(16_000));
        assertEquals(new Changed(new RelayStatus.Lost(LossReason.SEND_TIMEOUT, "")), output.take().get(1));
    }

    @Test
    void aProbeAsksForASignOfLifeOnce() {
        establish(10);
        output.take();
        client.probe(at(100));
        client.probe(at(101));
        assertEquals(1, output.takeSent().size());
        assertDeadline(at(600), "relay pong timeout");
    }

    @Test
    void theConnectTimeoutCoversTheHandshake() {
        client.start(at(0));
        client.transportConnected(FIRST, RelayProtocolVersion.V2, at(9_000));
        output.take();
        client.deadlineReached(at(9_999));
        assertEquals(List.of(), output.take());
        client.deadlineReached(at(10_000));
        assertEquals(List.of(new ClosedTransport(FIRST),
                new Changed(new RelayStatus.Lost(LossReason.CONNECT_TIMEOUT, ""))), output.take());
    }

    @Test
    void pausesGrowWithFailuresAndStayWithinTheirBounds() {
        client.start(at(0));
        Instant now = at(0);
        long base = 10;
        for (int attempt = 1; attempt <= 30; attempt++) {
            client.transportLost(new TransportId(attempt), "refused", now);
            Deadline deadline = client.nextDeadline().orElseThrow();
            assertEquals("relay reconnect", deadline.reason());
            long pause = Duration.between(now, deadline.at()).toMillis();
            assertTrue(pause >= base && pause <= 2 * base, "attempt " + attempt + " pauses " + pause + " ms");
            assertTrue(pause <= 16_000);
            base = Math.min(2 * base, 8_000);
            now = deadline.at();
            client.deadlineReached(now);
        }
    }

    @Test
    void aConnectionThatHadSeenAPongIsReplacedAtOnceAndPausesStartOver() {
        client.start(at(0));
        client.transportLost(FIRST, "refused", at(0));
        client.deadlineReached(at(20));
        client.transportLost(SECOND, "refused", at(20));
        client.deadlineReached(at(60));
        TransportId third = new TransportId(3);
        byte[] ping = authenticate(third, 60);
        client.messageReceived(third, pongTo(ping), at(70));
        output.take();
        client.transportLost(third, "reset", at(100));
        TransportId fourth = new TransportId(4);
        assertEquals(List.of(new Changed(new RelayStatus.Lost(LossReason.TRANSPORT_LOST, "reset")),
                new Changed(new RelayStatus.Connecting(fourth)), new Dialed(URL, fourth)), output.take());
        client.transportLost(fourth, "refused", at(100));
        Instant next = client.nextDeadline().orElseThrow().at();
        assertTrue(!next.isBefore(at(110)) && !next.isAfter(at(120)), () -> "reconnects at " + next);
    }

    @Test
    void aConnectionWithoutAPongIsNoSuccess() {
        authenticate(FIRST, 0);
        output.take();
        client.transportLost(FIRST, "reset", at(10));
        assertEquals(List.of(new Changed(new RelayStatus.Lost(LossReason.TRANSPORT_LOST, "reset"))), output.take());
        assertEquals("relay reconnect", client.nextDeadline().orElseThrow().reason());
    }

    @Test
    void aDenialIsToldAndTriedAgainLater() {
        client.start(at(0));
        client.transportConnected(FIRST, RelayProtocolVersion.V1, at(1));
        output.take();
        client.messageReceived(FIRST,
                HandshakeCodec.encode(new HandshakeFrame.ServerDeniesAuth("not authorized")), at(2));
        assertEquals(List.of(new ClosedTransport(FIRST), new Changed(new RelayStatus.Denied("not authorized"))),
                output.take());
        assertEquals("relay reconnect", client.nextDeadline().orElseThrow().reason());
    }

    @Test
    void framesOutOfPlaceEndTheHandshake() {
        client.start(at(0));
        client.transportConnected(FIRST, RelayProtocolVersion.V2, at(0));
        output.take();
        client.messageReceived(FIRST, RelayFrameCodec.encode(new RelayFrame.Ping(1)), at(0));
        assertEquals(new Changed(new RelayStatus.Lost(LossReason.PROTOCOL_ERROR, "OTHER_PHASE at byte 0")),
                output.take().get(1));
    }

    @Test
    void aSecondChallengeIsNotAnswered() {
        client.start(at(0));
        client.transportConnected(FIRST, RelayProtocolVersion.V2, at(0));
        byte[] challenge = HandshakeCodec.encode(new HandshakeFrame.ServerChallenge(new byte[16]));
        client.messageReceived(FIRST, challenge, at(0));
        output.take();
        client.messageReceived(FIRST, challenge, at(0));
        assertEquals(List.of(new ClosedTransport(FIRST),
                new Changed(new RelayStatus.Lost(LossReason.PROTOCOL_ERROR, "a second challenge"))), output.take());
    }

    @Test
    void framesThatAreNotAllowedEndTheConnection() {
        for (String hex : List.of("0e", "0b41", "04", "06", "0d", "02")) {
            RecordedOutput ended = new RecordedOutput();
            RelayClient victim =
                    new RelayClient(URL, KEY, RelayClientConfig.STANDARD, ended, new SplittableRandom(1));
            victim.start(at(0));
            victim.transportConnected(FIRST, RelayProtocolVersion.V2, at(0));
            victim.messageReceived(FIRST, new byte[] {2}, at(0));
            ended.take();
            victim.messageReceived(FIRST, HexFormat.of().parseHex(hex), at(1));
            assertEquals(new ClosedTransport(FIRST), ended.take().getFirst(), hex);
        }
    }

    @Test
    void duplicateAndRecoveryAreToldInBothVersions() {
        client.start(at(0));
        client.transportConnected(FIRST, RelayProtocolVersion.V1, at(0));
        client.messageReceived(FIRST, new byte[] {2}, at(0));
        output.take();
        tell(new RelayFrame.Health(RelayFrame.Health.SAME_ID_CONNECTED));
        tell(new RelayFrame.Health(RelayFrame.Health.HEALTHY));
        tell(new RelayFrame.Health("be well"));
        assertEquals(List.of(new Changed(new RelayStatus.Duplicate()), new Changed(new RelayStatus.Recovered()),
                new Changed(new RelayStatus.Notice("be well"))), output.take());
    }

    @Test
    void statusCodesAreToldAndNeverEndTheConnection() {
        authenticate(FIRST, 0);
        output.take();
        tell(new RelayFrame.Status(1));
        tell(new RelayFrame.Status(0));
        tell(new RelayFrame.Status(2));
        tell(new RelayFrame.Status(99));
        tell(new RelayFrame.Restarting(Duration.ofMillis(10), Duration.ofMillis(20)));
        assertEquals(List.of(new Changed(new RelayStatus.Duplicate()), new Changed(new RelayStatus.Recovered()),
                new Changed(new RelayStatus.Notice("rate limited")), new Changed(new RelayStatus.Notice("status 99")),
                new Changed(new RelayStatus.Restarting(Duration.ofMillis(10), Duration.ofMillis(20)))),
                output.take());
        assertTrue(client.isAuthenticated());
    }

    @Test
    void afterAnAnnouncedRestartTheClientStaysAwayAsLongAsItWasAsked() {
        establish(1);
        tell(new RelayFrame.Restarting(Duration.ofSeconds(7), Duration.ofSeconds(30)));
        client.transportLost(FIRST, "reset", at(100));

        assertDeadline(at(7_100), "relay reconnect");
        client.deadlineReached(at(7_099));
        assertEquals(0, dialsIn(output.take()));
        client.deadlineReached(at(7_100));
        assertEquals(1, dialsIn(output.take()));
    }

    @Test
    void aRestartingRelayIsAskedOnceASecondForTheTimeThatItNamed() {
        establish(1);
        tell(new RelayFrame.Restarting(Duration.ZERO, Duration.ofSeconds(30)));
        client.transportLost(FIRST, "reset", at(1));
        long now = 1;
        long longest = 0;
        for (int dial = 2; now < 60_000; dial++) {
            client.transportLost(new TransportId(dial), "refused", at(now));
            long next = Duration.between(Instant.EPOCH, client.nextDeadline().orElseThrow().at()).toMillis();
            longest = now < 30_000 ? Math.max(longest, next - now) : longest;
            now = next + 1;
            client.deadlineReached(at(now));
        }
        assertEquals(1_000, longest);
    }

    @Test
    void noRelayCanSendAClientAwayForLong() {
        establish(1);
        tell(new RelayFrame.Restarting(Duration.ofMillis(0xFFFF_FFFFL), Duration.ofMillis(0xFFFF_FFFFL)));
        client.transportLost(FIRST, "reset", at(100));

        assertDeadline(at(60_100), "relay reconnect");
    }

    private static long dialsIn(List<RecordedOutput.Entry> entries) {
        return entries.stream().filter(RecordedOutput.Dialed.class::isInstance).count();
    }

    @Test
    void whatAGivenUpTransportSaysIsIgnored() {
        establish(10);
        client.transportLost(FIRST, "reset", at(100));
        output.take();
        client.messageReceived(FIRST, fromPeer("late", OptionalInt.empty()), at(101));
        client.bytesWritten(FIRST, 1_000, at(101));
        client.transportLost(FIRST, "again", at(101));
        client.transportConnected(FIRST, RelayProtocolVersion.V2, at(101));
        assertEquals(List.of(), output.take());
    }

    @Test
    void closingDropsWhatWaitsAndEndsEverything() {
        client.start(at(0));
        send("waits", 1);
        output.take();
        client.close(at(2));
        assertEquals(List.of(new ClosedTransport(FIRST), new Dropped(PEER, "waits", RelayDrop.CLOSED),
                new Changed(new RelayStatus.Closed())), output.take());
        assertEquals(Optional.empty(), client.nextDeadline());
        send("late", 3);
        assertEquals(List.of(new Dropped(PEER, "late", RelayDrop.CLOSED)), output.take());
        client.close(at(4));
        client.start(at(4));
        client.deadlineReached(at(100_000));
        assertEquals(List.of(), output.take());
    }

    @Test
    void timeDoesNotRunBackwards() {
        client.start(at(10));
        assertThrows(IllegalArgumentException.class, () -> client.deadlineReached(at(9)));
    }

    @Test
    void repeatedAndEarlyWakeUpsAreHarmless() {
        establish(10);
        output.take();
        for (int i = 11; i < 15_000; i += 100) {
            client.deadlineReached(at(i));
            client.deadlineReached(at(i));
        }
        assertEquals(List.of(), output.take());
    }
}
