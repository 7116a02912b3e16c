package dev.magicsock.relaystub.net;

import static dev.magicsock.relaystub.net.RunningRelay.PATIENCE;
import static dev.magicsock.relaystub.net.RunningRelay.anyPort;
import static dev.magicsock.relaystub.net.RunningRelay.datagram;
import static dev.magicsock.relaystub.net.RunningRelay.key;
import static dev.magicsock.relaystub.net.RunningRelay.nextDatagram;
import static dev.magicsock.relaystub.net.RunningRelay.settings;
import static dev.magicsock.relaystub.net.RunningRelay.start;
import static dev.magicsock.relaystub.net.RunningRelay.upgradeRequest;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.KeyingMaterialAuth;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.HttpReply;
import dev.magicsock.relaystub.check.Received;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.RateLimit;
import dev.magicsock.relaystub.server.RelayServerConfig;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunParse;
import dev.magicsock.wire.TransactionId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay on real sockets of the loopback interface. */
@Timeout(60)
class RelayServerIntegrationTest {

    // HTTP.

    @Test
    void oneConnectionServesSeveralRequests() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            assertEquals(200, wire.request("GET /ping HTTP/1.1", "Host: relay.test").status());
            assertEquals("{\"status\":\"ok\",\"version\":\"1.2.3\",\"git_hash\":\"unknown\"}",
                    wire.request("GET /healthz HTTP/1.1", "Host: relay.test").body());
            assertEquals(404, wire.request("GET /nothing HTTP/1.1", "Host: relay.test").status());
        }
    }

    @Test
    void requestsSentTogetherAreAnsweredInOrder() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            wire.send("GET /ping HTTP/1.1\r\n\r\nGET /robots.txt HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("", wire.readReply().body());
            assertEquals("User-agent: *\nDisallow: /\n", wire.readReply().body());
        }
    }

    @Test
    void theConnectionEndsWhereTheClientWantsIt() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            assertEquals(200, wire.request("GET /ping HTTP/1.1", "Connection: close").status());
            assertInstanceOf(Received.Ended.class, wire.receive(PATIENCE));
        }
    }

    @Test
    void anAnswerToHeadHasNoBody() throws IOException {
        try (RunningRelay relay = start(settings()); WireClient wire = relay.dial()) {
            wire.send("HEAD /ping HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // A body of the announced length would be here.
            assertThrows(IOException.class, wire::readReply);
        }
    }

    // The relay protocol.

    @Test
    void twoClientsExchangeDatagrams() throws IOException {
        try (RunningRelay relay = start(settings()); RelayPeer alice = relay.peer(1); RelayPeer bob = relay.peer(2)) {
            alice.send(datagram(bob, new byte[] {1, 2, 3}));
            assertArrayEquals(new byte[] {1, 2, 3}, nextDatagram(bob));
            bob.send(datagram(alice, new byte[1200]));
            assertArrayEquals(new byte[1200], nextDatagram(alice));
        }
    }

    @Test
    void theLargestDatagramCrosses() throws IOException {
        byte[] largest = new byte[65_502];
        Arrays.fill(largest, (byte) 7);
        try (RunningRelay relay = start(settings()); RelayPeer alice = relay.peer(1); RelayPeer bob = relay.peer(2)) {
            alice.send(datagram(bob, largest));
            assertArrayEquals(largest, nextDatagram(bob));
        }
    }

    @Test
    void aFragmentedMessageIsReassembledAndTextIsSkipped() throws IOException {
        try (RunningRelay relay = start(settings()); RelayPeer alice = relay.peer(1)) {
            alice.wire().sendFrame(1, false, "sk".getBytes(StandardCharsets.UTF_8));
            alice.wire().sendFrame(0, true, "ipped".getBytes(StandardCharsets.UTF_8));
            alice.wire().sendFrame(2, false, new byte[] {9, 1, 2});
            alice.wire().sendFrame(9, true, new byte[] {5});
            alice.wire().sendFrame(0, false, new byte[] {3, 4, 5, 6});
            alice.wire().sendFrame(0, true, new byte[] {7, 8});
            Received.Frame pong = assertInstanceOf(Received.Frame.class, alice.wire().receive(PATIENCE));
            assertEquals(Received.Frame.PONG, pong.opcode());
            assertArrayEquals(new byte[] {5}, pong.payload());
            assertEquals(Optional.of(new RelayFrame.Pong(0x0102030405060708L)), alice.next());
        }
    }

    @Test
    void aCloseFrameIsAnsweredAndEndsTheConnection() throws IOException {
        try (RunningRelay relay = start(settings()); RelayPeer alice = relay.peer(1)) {
            alice.wire().sendFrame(8, true, new byte[] {0x03, (byte) 0xE8});
            Received.Frame close = assertInstanceOf(Received.Frame.class, alice.wire().receive(PATIENCE));
            assertEquals(Received.Frame.CLOSE, close.opcode());
            assertInstanceOf(Received.Ended.class, alice.wire().receive(PATIENCE));
        }
    }

    @Test
    void onlyListedEndpointsAreLetIn() throws IOException {
        RelayServerSettings listed = settings().withAccessControl(AccessControl.only(List.of(key(1).id())));
        try (RunningRelay relay = start(listed); RelayPeer _ = relay.peer(1)) {
            IOException refusal = assertThrows(IOException.class, () -> relay.peer(2));
            assertTrue(refusal.getMessage().contains("not authorized"), refusal.getMessage());
        }
    }

    @Test
    void aTokenInTheQueryLetsIn() throws IOException {
        RelayServerSettings guarded = settings().withAccessControl(AccessControl.tokens(List.of("open sesame")));
        try (RunningRelay relay = start(guarded)) {
            assertThrows(IOException.class, () -> relay.peer(1));
            WireClient wire = relay.dial();
            wire.request(upgradeRequest("/relay?token=open%20sesame", RelayProtocolVersion.OFFER));
            RelayPeer.enter(wire, key(1), RelayProtocolVersion.V2, PATIENCE).close();
        }
    }

    @Test
    void aClientThatSendsTooFastIsSlowedDownAndLosesNothing() throws IOException {
        RelayServerConfig limited = RelayServerConfig.STANDARD.withRateLimit(RateLimit.of(100_000));
        try (RunningRelay relay = start(settings().withRelay(limited).withMetrics(anyPort()));
                RelayPeer alice = relay.peer(1); RelayPeer bob = relay.peer(2)) {
            for (int i = 0; i < 30; i++) {
                alice.send(datagram(bob, new byte[] {(byte) i, 1}));
                alice.send(datagram(bob, new byte[2000]));
            }
            for (int i = 0; i < 30; i++) {
                assertEquals(i, nextDatagram(bob)[0]);
                assertEquals(2000, nextDatagram(bob).length);
            }
            assertEquals(Optional.of(new RelayFrame.Status(RelayFrame.Status.RATE_LIMITED)), alice.next());
            assertTrue(metric(relay, "magicsock_relay_rate_limited_total") > 0);
        }
    }

    @Test
    void clientsSeeTheEndOfAStoppedRelayAndItsPortIsFree() throws IOException {
        RunningRelay relay = start(settings());
        InetSocketAddress address = relay.server.address();
        try (RelayPeer alice = relay.peer(1)) {
            relay.close();
            assertInstanceOf(Received.Ended.class, alice.wire().receive(PATIENCE));
        }
        start(RelayServerSettings.plain(address, "1.2.3")).close();
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (RunningRelay relay = start(settings())) {
            IOException taken = assertThrows(IOException.class,
                    () -> start(RelayServerSettings.plain(relay.server.address(), "1.2.3")));
            assertTrue(taken.getMessage().startsWith(
                    "cannot listen on 127.0.0.1:" + relay.server.address().getPort() + ": "), taken.getMessage());
        }
    }

    // TLS.

    @Test
    void theWholeRelayIsBehindTlsAndThePlainListenerServesOneThing() throws IOException {
        RelayServerSettings settings = settings()
                .withTls(TlsIdentity.selfSigned(Instant.now())).withPlainListener(anyPort());
        try (RunningRelay relay = start(settings)) {
            try (RelayPeer alice = securePeer(relay, 1); RelayPeer bob = securePeer(relay, 2)) {
                alice.send(datagram(bob, new byte[50_000]));
                assertArrayEquals(new byte[50_000], nextDatagram(bob));
            }
            InetSocketAddress beside = relay.server.plainAddress().orElseThrow();
            try (WireClient plain = WireClient.connect(RunningRelay.dialer(beside))) {
                HttpReply check = plain.request("GET /generate_204 HTTP/1.1", "X-Iroh-Challenge: ts_x");
                assertEquals(Optional.of("response ts_x"), check.header("X-Iroh-Response"));
                assertEquals(404, plain.request("GET /ping HTTP/1.1", "Host: x").status());
            }
        }
    }

    @Test
    void theKeyingMaterialOfTheSessionLetsInWithoutAChallenge() throws Exception {
        try (RunningRelay relay = start(settings().withTls(TlsIdentity.selfSigned(Instant.now())));
                WireClient wire = WireClient.connect(secureDialer(relay))) {
            byte[] exported = wire.tlsSession().orElseThrow().exportKeyingMaterialData(
                    KeyingMaterialAuth.EXPORTER_LABEL, key(1).id().toBytes(), KeyingMaterialAuth.EXPORTED_BYTES);
            wire.request(upgradeRequest("/relay", RelayProtocolVersion.OFFER,
                    KeyingMaterialAuth.HEADER + ": " + KeyingMaterialAuth.header(key(1), exported)));
            Received.Frame first = assertInstanceOf(Received.Frame.class, wire.receive(PATIENCE));
            assertArrayEquals(new byte[] {2}, first.payload());
        }
    }

    @Test
    void aFileThatIsNoCertificateIsNamed(@TempDir Path folder) throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        IOException refusal = assertThrows(IOException.class, () -> TlsIdentity.ofPem(nonsense, nonsense));
        assertTrue(refusal.getMessage().contains("nonsense.pem"), refusal.getMessage());
        Path missing = folder.resolve("missing.pem");
        assertEquals(missing + " cannot be read",
                assertThrows(IOException.class, () -> TlsIdentity.ofPem(missing, nonsense)).getMessage());
    }

    // STUN and metrics.

    @Test
    void bindingRequestsAreAnsweredOverUdp() throws IOException {
        try (RunningRelay relay = start(settings().withStun(anyPort()));
                DatagramSocket socket = new DatagramSocket(anyPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            TransactionId id = new TransactionId(1, 2);
            byte[] request = StunCodec.encode(new StunMessage(StunClass.REQUEST, id, List.of()));
            socket.send(new DatagramPacket(new byte[] {1}, 1, relay.server.stunAddress().orElseThrow()));
            socket.send(new DatagramPacket(request, request.length, relay.server.stunAddress().orElseThrow()));
            DatagramPacket reply = new DatagramPacket(new byte[1500], 1500);
            socket.receive(reply);
            StunParse.Parsed parsed = assertInstanceOf(StunParse.Parsed.class,
                    StunCodec.parse(ByteBuffer.wrap(reply.getData(), 0, reply.getLength())));
            assertEquals(id, parsed.message().transactionId());
            assertEquals(StunClass.SUCCESS_RESPONSE, parsed.message().messageClass());
        }
    }

    @Test
    void metricsCountWhatHappens() throws IOException {
        try (RunningRelay relay = start(settings().withMetrics(anyPort()));
                RelayPeer alice = relay.peer(1); RelayPeer bob = relay.peer(2)) {
            alice.send(datagram(bob, new byte[100]));
            nextDatagram(bob);
            assertEquals(2, metric(relay, "magicsock_relay_clients"));
            assertEquals(1, metric(relay, "magicsock_relay_datagram_frames_forwarded_total"));
            assertEquals(0, metric(relay, "magicsock_relay_drops_total{reason=\"queue_full\"}"));
        }
    }

    static long metric(RunningRelay relay, String name) throws IOException {
        return relay.metrics().lines().filter(line -> line.startsWith(name + " ")).findFirst()
                .map(line -> Long.parseLong(line.substring(name.length() + 1)))
                .orElseThrow(() -> new IOException("no metric " + name));
    }

    private static Dialer secureDialer(RunningRelay relay) {
        return Dialer.secure("127.0.0.1", relay.server.address().getPort(), Dialer.Tls.INSECURE, PATIENCE);
    }

    private static RelayPeer securePeer(RunningRelay relay, int seed) throws IOException {
        WireClient wire = WireClient.connect(secureDialer(relay));
        wire.request(upgradeRequest("/relay", RelayProtocolVersion.OFFER));
        return RelayPeer.enter(wire, key(seed), RelayProtocolVersion.V2, PATIENCE);
    }
}
