package dev.magicsock.scenarios.cli;

import static dev.magicsock.scenarios.cli.RelayProcess.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.HttpReply;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import java.io.IOException;
import java.math.BigInteger;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every option of the relay command, by what it does to a live process. */
@Timeout(240)
class RelayProcessIntegrationTest {

    private static final SecretKey ALICE = key(1);
    private static final SecretKey BOB = key(2);
    private static final int USUAL_FILES = 1000;

    @TempDir
    private Path folder;

    @BeforeEach
    void requireAShell() {
        assumeTrue(Files.isExecutable(RelayProcess.SHELL), "a shell is needed to bound open files");
    }

    @Test
    void everyOptionIsHeeded() throws Exception {
        X509CertificateHolder certificate = writePemFiles();
        try (RelayProcess relay = RelayProcess.serving(folder, USUAL_FILES, 4, "--listen", "127.0.0.1:0",
                "--tls-cert", folder.resolve("cert.pem").toString(), "--tls-key", folder.resolve("key.pem").toString(),
                "--plain", "127.0.0.1:0", "--stun", "127.0.0.1:0", "--metrics", "127.0.0.1:0",
                "--allow", ALICE.id().toString(), "--token", "sesame", "--token", "abracadabra",
                "--rate-limit", "100000", "--announce-restart", "3")) {
            assertEquals(200, RelayProcess.get(relay.dialer(), "/ping").status());
            assertPresents(certificate, relay);
            assertOnlyTheCaptivePortalCheckIsPlain(relay);
            assertAnswersStun(relay.port("STUN"));
            assertOnlyTheListedWithATokenAreLetIn(relay);
            try (RelayPeer alice = relay.enter(ALICE, "Authorization: Bearer abracadabra")) {
                assertIsSlowedDown(alice);
                assertEquals(1, relay.metric("magicsock_relay_clients"));
                assertTrue(relay.metric("magicsock_relay_rate_limited_total") > 0);
                assertEquals(2, relay.metric("magicsock_relay_closes_total{reason=\"access_denied\"}"));
                relay.signal("TERM");
                assertEquals(new RelayFrame.Restarting(Duration.ofSeconds(3), Duration.ofMinutes(1)),
                        nextExceptDatagrams(alice));
            }
            assertEquals(143, relay.exitCode());
            for (String event : List.of("relay started", "reason=ACCESS_DENIED", "relay stopped")) {
                assertTrue(relay.errors().contains(event), relay.errors());
            }
        }
    }

    @Test
    void aSelfSignedRelayServesEverybodyUntilItIsInterrupted() throws Exception {
        try (RelayProcess relay = RelayProcess.serving(folder, USUAL_FILES, 1, "--listen", "127.0.0.1:0",
                "--tls-self-signed")) {
            assertTrue(relay.announcement().startsWith("relay on https://127.0.0.1:"), relay.announcement());
            assertTwoExchangeADatagram(relay);
            relay.signal("INT");
            assertEquals(130, relay.exitCode());
        }
    }

    @Test
    void aRelayThatMayOpenNoMoreFilesLetsNewcomersIn() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (RelayProcess relay = RelayProcess.serving(folder, 200, 2, "--listen", "127.0.0.1:0",
                "--metrics", "127.0.0.1:0")) {
            // Here classes come from files of their own, so those that are needed are to be loaded by now.
            assertTwoExchangeADatagram(relay);
            for (int i = 0; i < 300; i++) {
                silent.add(new Socket(InetAddress.ofLiteral("127.0.0.1"), relay.port("relay"),
                        InetAddress.ofLiteral("127.0.0.66"), 0));
            }
            assertTwoExchangeADatagram(relay);
            assertTrue(relay.metric("magicsock_relay_half_open_evicted_total") > 100);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void whatCannotBeServedExitsWithAMessage() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = "127.0.0.1:" + taken.getLocalPort();
            assertEnds(4, "magicsock: cannot listen on " + port, "--listen", port);
        }
        assertEnds(4, "magicsock: /nowhere/cert.pem cannot be read", "--tls-cert", "/nowhere/cert.pem",
                "--tls-key", "/nowhere/key.pem");
        assertEnds(2, "--rate-limit", "--rate-limit", "much");
        assertEnds(2, "Unknown option", "--nonsense");
    }

    private void assertEnds(int exitCode, String message, String... arguments) throws Exception {
        try (RelayProcess relay = RelayProcess.start(folder, USUAL_FILES, arguments)) {
            assertEquals(exitCode, relay.exitCode(), relay.errors());
            assertTrue(relay.errors().contains(message), relay.errors());
        }
    }

    private static void assertTwoExchangeADatagram(RelayProcess relay) throws IOException {
        try (RelayPeer alice = relay.enter(ALICE); RelayPeer bob = relay.enter(BOB)) {
            alice.send(datagram(bob, 1200));
            assertTrue(bob.next().orElseThrow() instanceof RelayFrame.RelayToClient);
        }
    }

    private static void assertPresents(X509CertificateHolder certificate, RelayProcess relay) throws Exception {
        try (WireClient wire = WireClient.connect(relay.dialer())) {
            Certificate presented = wire.tlsSession().orElseThrow().getPeerCertificates()[0];
            assertArrayEquals(certificate.getEncoded(), presented.getEncoded());
        }
    }

    private static void assertOnlyTheCaptivePortalCheckIsPlain(RelayProcess relay) throws IOException {
        Dialer plain = Dialer.plain("127.0.0.1", relay.port("captive-portal check"), PATIENCE);
        HttpReply reply = RelayProcess.get(plain, "/generate_204", "X-Iroh-Challenge: ts_relay.test");
        assertEquals(204, reply.status());
        assertEquals(Optional.of("response ts_relay.test"), reply.header("X-Iroh-Response"));
        assertEquals(404, RelayProcess.get(plain, "/ping").status());
    }

    /** A Binding request by hand, and its XOR-MAPPED-ADDRESS (RFC 8489 sections 5 and 14.2). */
    private static void assertAnswersStun(int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            byte[] request = HexFormat.of().parseHex("000100002112a4420102030405060708090a0b0c");
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.send(new DatagramPacket(request, request.length, InetAddress.ofLiteral("127.0.0.1"), port));
            DatagramPacket answer = new DatagramPacket(new byte[600], 600);
            socket.receive(answer);
            String mapped = "00200008" + "0001" + HexFormat.of().toHexDigits((short) (socket.getLocalPort() ^ 0x2112))
                    + HexFormat.of().toHexDigits(0x7F000001 ^ 0x2112A442);
            String text = HexFormat.of().formatHex(answer.getData(), 0, answer.getLength());
            assertTrue(text.startsWith("0101") && text.substring(40).startsWith(mapped), text);
        }
    }

    private static void assertOnlyTheListedWithATokenAreLetIn(RelayProcess relay) throws IOException {
        for (IOException denial : List.of(
                assertThrows(IOException.class, () -> relay.enter(ALICE, "Authorization: Bearer guess")),
                assertThrows(IOException.class, () -> relay.enter(BOB, "Authorization: Bearer sesame")))) {
            assertTrue(denial.getMessage().contains("not authorized"), denial::getMessage);
        }
        relay.enter(ALICE, "Authorization: Bearer sesame").close();
    }

    /** It sends more at once than may be read from it in a tenth of a second. */
    private static void assertIsSlowedDown(RelayPeer alice) throws IOException {
        for (int i = 0; i < 4; i++) {
            alice.send(datagram(alice, 10_000));
        }
        assertEquals(new RelayFrame.Status(RelayFrame.Status.RATE_LIMITED), nextExceptDatagrams(alice));
    }

    private static RelayFrame nextExceptDatagrams(RelayPeer peer) throws IOException {
        RelayFrame frame = peer.next().orElseThrow();
        while (frame instanceof RelayFrame.RelayToClient) {
            frame = peer.next().orElseThrow();
        }
        return frame;
    }

    private static RelayFrame datagram(RelayPeer to, int bytes) {
        return new RelayFrame.ClientToRelay(to.id(),
                new RelayFrame.Datagrams(Ecn.NOT_ECT, OptionalInt.empty(), ByteBuffer.allocate(bytes)));
    }

    private X509CertificateHolder writePemFiles() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X500Name name = new X500Name("CN=relay.test");
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(name, BigInteger.ONE,
                Date.from(Instant.now().minus(Duration.ofDays(1))), Date.from(Instant.now().plus(Duration.ofDays(1))),
                name, keys.getPublic()).build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
        writePem("cert.pem", "CERTIFICATE", certificate.getEncoded());
        writePem("key.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
        return certificate;
    }

    private void writePem(String file, String label, byte[] der) throws IOException {
        Files.writeString(folder.resolve(file), "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label + "-----\n");
    }

    private static SecretKey key(int first) {
        byte[] bytes = new byte[SecretKey.BYTES];
        bytes[0] = (byte) first;
        return SecretKey.of(bytes);
    }
}
