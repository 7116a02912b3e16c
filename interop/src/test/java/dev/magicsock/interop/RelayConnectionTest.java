package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.socket.RelayDatagramSocket;
import dev.magicsock.socket.RelayDialSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relay connection as a datagram socket, with iroh's own relay between two. */
@Timeout(120)
class RelayConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void aRelayConnectionAloneCarriesDatagramsBothWays() throws Exception {
        exchange(RelayDialSettings.STANDARD);
    }

    @Test
    void versionOneOfTheProtocolAloneCarriesThemToo() throws Exception {
        exchange(RelayDialSettings.STANDARD.withVersions(List.of(RelayProtocolVersion.V1)));
    }

    private void exchange(RelayDialSettings dial) throws Exception {
        SecretKey aliceKey = SecretKey.generate(new SplittableRandom(1));
        SecretKey bobKey = SecretKey.generate(new SplittableRandom(2));
        try (RealRelay relay = RealRelay.start(folder);
                RelayDatagramSocket alice = RelayDatagramSocket.open(aliceKey, relay.url(), dial);
                RelayDatagramSocket bob = RelayDatagramSocket.open(bobKey, relay.url(), dial)) {
            assertTrue(alice.awaitRelay(PATIENCE));
            assertTrue(bob.awaitRelay(PATIENCE));
            for (int i = 0; i < 100; i++) {
                send(alice, alice.addressOf(bobKey.id()), packet("number " + i));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals(aliceKey.id(), bob.endpointOf(expect(bob, "number " + i)).orElseThrow());
            }
            send(bob, bob.addressOf(aliceKey.id()), packet("back"));
            assertEquals(alice.addressOf(bobKey.id()), expect(alice, "back"));
        }
    }

    /** The long header of a QUIC Initial, which is enough to be taken for QUIC. */
    private static byte[] packet(String text) {
        byte[] rest = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(16 + rest.length).put((byte) 0xC3).putInt(1)
                .put((byte) 8).putLong(7_777_777_777L).put((byte) 1).put((byte) 'x').put(rest).array();
    }

    private static void send(DatagramSocket from, InetSocketAddress to, byte[] payload) throws IOException {
        from.send(new DatagramPacket(payload, payload.length, to));
    }

    private static InetSocketAddress expect(DatagramSocket at, String ending) throws IOException {
        at.setSoTimeout((int) PATIENCE.toMillis());
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        at.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        assertTrue(text.endsWith(ending), text);
        return (InetSocketAddress) packet.getSocketAddress();
    }
}
