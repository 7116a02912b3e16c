package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.relaystub.net.TlsIdentity;
import dev.magicsock.socket.RelayDatagramSocket;
import dev.magicsock.socket.RelayDialSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Behind TLS our client proves its key with its request, and the relay's first message lets it in (relay protocol
 * section 5.4): told from the lengths of TLS records, with a client beside it that answers the challenge.
 */
@Timeout(120)
class SavedRoundTripTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SecretKey KEY = SecretKey.generate(new SplittableRandom(5));

    /** Type of the content and authentication tag (RFC 8446 section 5.2); every suite of TLS 1.3 has a tag of 16. */
    private static final int TLS_BYTES = 17;
    /** Java pads every record with as many zeros (RFC 8446 section 5.4). */
    private static final int JAVA_PADDING = 16;
    private static final int MASKED_AUTH = 2 + 4 + 98 + TLS_BYTES + JAVA_PADDING;

    /** How long the records of a relay's two messages are. */
    private record Lengths(int challenge, int confirmation) {

        /** It sends the head of a WebSocket frame as a record of its own. */
        static final Lengths OF_IROHS = new Lengths(17 + TLS_BYTES, 1 + TLS_BYTES);

        static final Lengths OF_OURS = new Lengths(2 + 17 + TLS_BYTES + JAVA_PADDING,
                2 + 1 + TLS_BYTES + JAVA_PADDING);
    }

    @TempDir
    private Path folder;

    @Test
    void irohsRelayLetsOurClientInWithoutAChallenge() throws Exception {
        PemFiles files = PemFiles.make(folder);
        try (RealRelay relay = RealRelay.startWithTls(new ChildProcess(), folder, files)) {
            compare(relay.url().port(), files, Lengths.OF_IROHS);
        }
    }

    @Test
    void oursDoesToo() throws Exception {
        PemFiles files = PemFiles.make(folder);
        RelayServerSettings settings = RelayServerSettings.plain(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "0.1.0");
        try (RelayServer relay = RelayServer.start(
                settings.withTls(TlsIdentity.ofPem(files.certificates(), files.key())))) {
            compare(relay.address().getPort(), files, Lengths.OF_OURS);
        }
    }

    private static void compare(int port, PemFiles files, Lengths lengths) throws Exception {
        assertClientIsChallengedWithoutTheHeader(port, lengths);
        try (TlsRecords wire = new TlsRecords(port);
                RelayDatagramSocket client = RelayDatagramSocket.open(KEY, RelayUrl.parse(
                        "https://127.0.0.1:" + wire.port()), RelayDialSettings.STANDARD.withTls(files.trusted()))) {
            assertTrue(client.awaitRelay(PATIENCE));
            String records = wire.fromClient() + " and " + wire.fromServer();
            assertTrue(wire.fromServer().contains(lengths.confirmation), records);
            assertFalse(wire.fromServer().contains(lengths.challenge), records);
            assertFalse(wire.fromClient().contains(MASKED_AUTH), records);
        }
    }

    /** The yardstick: a client that sends no header, and the two messages that this costs. */
    private static void assertClientIsChallengedWithoutTheHeader(int port, Lengths lengths) throws Exception {
        try (TlsRecords wire = new TlsRecords(port);
                WireClient connection = WireClient.connect(
                        Dialer.secure("127.0.0.1", wire.port(), Dialer.Tls.INSECURE, PATIENCE))) {
            assertEquals(101, connection.request("GET /relay HTTP/1.1", "Host: relay.test", "Upgrade: websocket",
                    "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: iroh-relay-v2").status());
            RelayPeer.enter(connection, KEY, RelayProtocolVersion.V2, PATIENCE);
            List<Integer> records = wire.fromServer();
            assertTrue(records.indexOf(lengths.challenge) >= 0, records::toString);
            assertTrue(records.indexOf(lengths.challenge) < records.indexOf(lengths.confirmation), records::toString);
            assertTrue(wire.fromClient().contains(MASKED_AUTH), () -> wire.fromClient().toString());
        }
    }
}
