package dev.magicsock.relaystub.net;

import static dev.magicsock.relaystub.net.RelayServerIntegrationTest.metric;
import static dev.magicsock.relaystub.net.RunningRelay.PATIENCE;
import static dev.magicsock.relaystub.net.RunningRelay.anyPort;
import static dev.magicsock.relaystub.net.RunningRelay.datagram;
import static dev.magicsock.relaystub.net.RunningRelay.nextDatagram;
import static dev.magicsock.relaystub.net.RunningRelay.settings;
import static dev.magicsock.relaystub.net.RunningRelay.start;
import static dev.magicsock.relaystub.net.RunningRelay.upgradeRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.HttpReply;
import dev.magicsock.relaystub.check.Received;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import dev.magicsock.relaystub.http.RequestHeadParser;
import dev.magicsock.relaystub.server.RelayServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm; beside each of them, two good ones lose nothing. */
@Timeout(60)
class HostileClientsIntegrationTest {

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", "GET\r\n\r\n", "GET /relay HTTP/9.9\r\n\r\n",
        "GET /ping HTTP/1.1\r\nno colon\r\n\r\n", "GET http://elsewhere/ HTTP/1.1\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n"})
    void whatIsNoRequestIsRefusedAndTheConnectionEnds(String bytes) throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            wire.send(bytes.getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(400, wire.readReply().status());
            assertInstanceOf(Received.Ended.class, wire.receive(PATIENCE));
        }
    }

    @Test
    void aHeadWithoutEndIsCutOffAtItsBound() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            String endless = "GET /ping HTTP/1.1\r\nX: " + "y".repeat(RequestHeadParser.MAX_BYTES);
            wire.send(endless.getBytes(StandardCharsets.US_ASCII));
            assertEquals(400, wire.readReply().status());
        }
    }

    @Test
    void aRequestThatComesByteByByteIsServed() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            for (byte each : "GET /ping HTTP/1.1\r\nHost: relay.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                wire.send(new byte[] {each});
            }
            assertEquals(200, wire.readReply().status());
        }
    }

    @Test
    void whoeverTakesTooLongForARequestIsCutOff() throws IOException {
        RelayServerConfig hasty = withEstablishTimeout(Duration.ofMillis(200));
        try (RunningRelay relay = start(settings().withRelay(hasty)); WireClient wire = relay.dial()) {
            wire.send("GET /ping".getBytes(StandardCharsets.US_ASCII));
            assertInstanceOf(Received.Ended.class, wire.receive(PATIENCE));
        }
    }

    @Test
    void bytesBehindTheUpgradeRequestEndTheConnection() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            String request = String.join("\r\n", upgradeRequest("/relay", RelayProtocolVersion.OFFER)) + "\r\n\r\n";
            wire.send((request + "x").getBytes(StandardCharsets.US_ASCII));
            assertInstanceOf(Received.Ended.class, wire.receive(PATIENCE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x82, 0xC2, 0x83, 0x80})
    void aFrameThatIsNotMaskedOrExtendedOrUnknownOrOutOfOrderEndsTheConnection(int firstByte) throws IOException {
        try (RunningRelay relay = start(settings()); RelayPeer mallory = relay.peer(3)) {
            byte[] frame = WireClient.frame(firstByte, new byte[] {1});
            byte[] unmasked = {(byte) firstByte, 1, 9};
            mallory.wire().send(firstByte == 0x82 ? unmasked : frame);
            assertInstanceOf(Received.Ended.class, mallory.wire().receive(PATIENCE));
            goodClientsTalk(relay);
        }
    }

    @Test
    void aFrameOrAFragmentedMessageBeyondTheLimitEndsTheConnection() throws IOException {
        byte[] header = ByteBuffer.allocate(14)
                .put((byte) 0x82).put((byte) 0xFF).putLong((1 << 20) + 1).putInt(0).array();
        try (RunningRelay relay = start(settings()); RelayPeer mallory = relay.peer(3);
                RelayPeer trudy = relay.peer(4)) {
            mallory.wire().send(header);
            assertInstanceOf(Received.Ended.class, mallory.wire().receive(PATIENCE));
            trudy.wire().sendFrame(2, false, new byte[600_000]);
            sendIgnoringReset(trudy.wire(), WireClient.frame(0x00, new byte[600_000]));
            assertInstanceOf(Received.Ended.class, trudy.wire().receive(PATIENCE));
            goodClientsTalk(relay);
        }
    }

    @Test
    void clientsThatNeverFinishTheirMessagesHoldABoundedAmountOfMemory() throws IOException {
        List<WireClient> hoarders = new ArrayList<>();
        try (RunningRelay relay = start(settings().withMetrics(anyPort()))) {
            byte[] unfinished = ByteBuffer.allocate(900_014).put((byte) 0x82).put((byte) 0xFF).putLong(1 << 20).array();
            for (int i = 0; i < 80; i++) {
                WireClient hoarder = relay.upgrade();
                hoarders.add(hoarder);
                sendIgnoringReset(hoarder, unfinished);
            }
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (metric(relay, "magicsock_relay_connections_over_memory_bound_total") == 0) {
                assertTrue(Instant.now().isBefore(giveUp), "nobody was cut off");
            }
            assertTrue(metric(relay, "magicsock_relay_incomplete_message_bytes") <= 66 << 20);
            goodClientsTalk(relay);
        } finally {
            for (WireClient hoarder : hoarders) {
                hoarder.close();
            }
        }
    }

    @Test
    void aWrongSignatureIsToldAndEnds() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.upgrade()) {
            wire.receive(PATIENCE);
            byte[] forged = new byte[98];
            forged[0] = 1;
            RunningRelay.key(1).id().write(forged, 1);
            forged[33] = 0x40;
            wire.sendMessage(forged);
            Received.Frame denial = assertInstanceOf(Received.Frame.class, wire.receive(PATIENCE));
            assertEquals("\u0003\u0011signature invalid", new String(denial.payload(), StandardCharsets.UTF_8));
            assertInstanceOf(Received.Ended.class, wire.receive(PATIENCE));
        }
    }

    @Test
    void aReplayedAnswerToAnotherChallengeIsRefused() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient first = relay.upgrade();
                WireClient second = relay.upgrade()) {
            Received.Frame challenge = assertInstanceOf(Received.Frame.class, first.receive(PATIENCE));
            byte[] answer = answerTo(challenge.payload());
            first.sendMessage(answer);
            assertEquals(2, assertInstanceOf(Received.Frame.class, first.receive(PATIENCE)).payload()[0]);
            second.receive(PATIENCE);
            second.sendMessage(answer);
            assertEquals(3, assertInstanceOf(Received.Frame.class, second.receive(PATIENCE)).payload()[0]);
        }
    }

    @Test
    void whoeverNeverReadsIsDroppedAndHoldsNobodyUp() throws IOException {
        try (RunningRelay relay = start(settings().withMetrics(anyPort())); RelayPeer deaf = relay.peer(3);
                RelayPeer alice = relay.peer(1)) {
            byte[] large = new byte[60_000];
            while (metric(relay, "magicsock_relay_closes_total{reason=\"write_timeout\"}") == 0) {
                alice.send(datagram(deaf, large));
                alice.send(new RelayFrame.Ping(7));
                Optional<RelayFrame.FromRelay> answer = alice.next();
                assertTrue(answer.isPresent(), "the relay does not answer a good client any more");
            }
            goodClientsTalk(relay);
        }
    }

    @Test
    void halfOpenConnectionsAreBoundedAndTheOldestMakesRoom() throws IOException {
        RelayServerConfig small = withMaxUnauthenticated(50);
        List<Socket> sockets = new ArrayList<>();
        try (RunningRelay relay = start(settings().withRelay(small).withMetrics(anyPort()))) {
            flood(relay, sockets, 500);
            sockets.getFirst().setSoTimeout((int) PATIENCE.toMillis());
            assertThrows(SocketException.class, () -> sockets.getFirst().getInputStream().read());
            assertEquals(50, metric(relay, "magicsock_relay_half_open_connections"));
            goodClientsTalk(relay);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void upgradedConnectionsThatNeverAuthenticateAreBounded() throws IOException {
        RelayServerConfig small = withMaxUnauthenticated(20);
        List<WireClient> wires = new ArrayList<>();
        try (RunningRelay relay = start(settings().withRelay(small).withMetrics(anyPort()))) {
            for (int i = 0; i < 60; i++) {
                wires.add(relay.upgrade());
            }
            assertEquals(20, metric(relay, "magicsock_relay_connections"));
            assertTrue(metric(relay, "magicsock_relay_half_open_connections") <= 20);
            assertTrue(metric(relay, "magicsock_relay_closes_total{reason=\"too_many_unauthenticated\"}") >= 40);
            goodClientsTalk(relay);
        } finally {
            for (WireClient wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void aNewcomerIsNotCutOffForAFloodFromElsewhere() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (RunningRelay relay = start(settings().withRelay(withMaxUnauthenticated(20)).withMetrics(anyPort()))) {
            flood(relay, sockets, 60);
            try (WireClient wire = relay.upgrade()) {
                Received.Frame challenge = assertInstanceOf(Received.Frame.class, wire.receive(PATIENCE));
                flood(relay, sockets, 60);
                awaitMetric(relay, "magicsock_relay_half_open_evicted_total", 100);
                assertTrue(metric(relay, "magicsock_relay_half_open_connections") <= 20);
                wire.sendMessage(answerTo(challenge.payload()));
                assertEquals(2, assertInstanceOf(Received.Frame.class, wire.receive(PATIENCE)).payload()[0]);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Asks until a counter is there; each time is a round trip. */
    private static void awaitMetric(RunningRelay relay, String name, long least) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (metric(relay, name) < least) {
            assertTrue(Instant.now().isBefore(end), () -> name + " did not reach " + least);
        }
    }

    /** Connections that say nothing, from an address of their own on the loopback interface. */
    private static void flood(RunningRelay relay, List<Socket> sockets, int count) throws IOException {
        InetSocketAddress to = relay.server.address();
        for (int i = 0; i < count; i++) {
            sockets.add(new Socket(to.getAddress(), to.getPort(), InetAddress.ofLiteral("127.0.0.66"), 0));
        }
    }

    @Test
    void whoeverAsksWithoutReadingAnswersIsCutOff() throws IOException {
        byte[] requests = "GET / HTTP/1.1\r\n\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            assertThrows(SocketException.class, () -> {
                while (true) {
                    wire.send(requests);
                }
            });
            goodClientsTalk(relay);
        }
    }

    @Test
    void bytesThatAreNoTlsEndTheConnection() throws IOException {
        try (RunningRelay relay = start(settings().withTls(TlsIdentity.selfSigned(Instant.now())));
                WireClient wire = relay.dial()) {
            wire.send("GET /ping HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThrows(IOException.class, () -> {
                HttpReply reply = wire.readReply();
                throw new AssertionError("an answer without TLS: " + reply);
            });
        }
    }

    private static byte[] answerTo(byte[] challengeFrame) {
        return HandshakeCodec.encode(ChallengeSignature.answer(
                new HandshakeFrame.ServerChallenge(
                        Arrays.copyOfRange(challengeFrame, 1, challengeFrame.length)), RunningRelay.key(1)));
    }

    private static void goodClientsTalk(RunningRelay relay) throws IOException {
        try (RelayPeer alice = relay.peer(101); RelayPeer bob = relay.peer(102)) {
            for (int i = 0; i < 20; i++) {
                alice.send(datagram(bob, new byte[] {(byte) i}));
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(i, nextDatagram(bob)[0]);
            }
        }
    }

    private static void sendIgnoringReset(WireClient wire, byte[] bytes) throws IOException {
        try {
            wire.send(bytes);
        } catch (SocketException e) {
            // Cut off while sending, which is one of the right answers to it.
        }
    }

    private static RelayServerConfig withEstablishTimeout(Duration timeout) {
        RelayServerConfig standard = RelayServerConfig.STANDARD;
        return new RelayServerConfig(timeout, standard.pingInterval(), standard.writeTimeout(), standard.queueFrames(),
                standard.queueBytes(), standard.totalQueueBytes(), standard.windowBytes(), standard.maxConnections(),
                standard.maxUnauthenticated(), standard.maxDuplicates(), standard.maxPeersPerClient(),
                standard.rateLimit());
    }

    private static RelayServerConfig withMaxUnauthenticated(int bound) {
        RelayServerConfig standard = RelayServerConfig.STANDARD;
        return new RelayServerConfig(standard.establishTimeout(), standard.pingInterval(), standard.writeTimeout(),
                standard.queueFrames(), standard.queueBytes(), standard.totalQueueBytes(),
                standard.windowBytes(), standard.maxConnections(), bound,
                standard.maxDuplicates(), standard.maxPeersPerClient(), standard.rateLimit());
    }
}
