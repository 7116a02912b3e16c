package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.core.RemoteSnapshot;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.PathId;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.RelayDatagramSocket;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our endpoints with iroh's own relay between them. */
@Timeout(120)
class ThroughTheRealRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void aRelayConnectionAloneCarriesDatagramsBothWays() throws Exception {
        SecretKey aliceKey = SecretKey.generate(new SplittableRandom(1));
        SecretKey bobKey = SecretKey.generate(new SplittableRandom(2));
        try (RealRelay relay = RealRelay.start(folder);
                RelayDatagramSocket alice = RelayDatagramSocket.open(aliceKey, relay.url());
                RelayDatagramSocket bob = RelayDatagramSocket.open(bobKey, relay.url())) {
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

    @Test
    void aPairBeginsOnTheRelayAndBecomesDirect() throws Exception {
        LinkedBlockingQueue<Observation> heardByAlice = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Observation> heardByBob = new LinkedBlockingQueue<>();
        try (RealRelay relay = RealRelay.start(folder);
                MagicSocketHub alice = endpoint(relay.url(), heardByAlice);
                MagicSocketHub bob = endpoint(relay.url(), heardByBob);
                MagicSocket client = alice.openClientSocket(
                        new EndpointAddr(bob.id(), List.of(relay.url()), List.of()));
                MagicSocket server = bob.openServerSocket()) {
            await(heardByBob, Observation.RelayConnected.class, _ -> true);
            client.send(new DatagramPacket(packet("hello"), packet("hello").length));
            assertEquals(alice.id(), bob.endpointOf(expect(server, "hello")).orElseThrow());
            await(heardByAlice, Observation.PathSelected.class, it -> it.path().kind().isDirect());
            RemoteSnapshot snapshot = alice.remote(bob.id()).orElseThrow();
            assertTrue(snapshot.relayBytesSent() > 0, "it began on the relay");
            assertTrue(snapshot.selected().orElseThrow() instanceof PathId.Direct);
        }
    }

    private static MagicSocketHub endpoint(RelayUrl relay, LinkedBlockingQueue<Observation> heard) throws IOException {
        return MagicSocketHub.builder()
                .bindAddresses(List.of(SocketAddresses.parse("127.0.0.1:0")))
                .config(MagicSockConfig.builder().relays(List.of(relay)).strategy(new CallMeMaybePunch()).build())
                .listener((observation, _) -> heard.add(observation))
                .bind();
    }

    private static <T extends Observation> void await(LinkedBlockingQueue<Observation> heard, Class<T> kind,
                                                      Predicate<T> which) throws InterruptedException {
        while (true) {
            Observation next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(next != null, "heard nothing of " + kind.getSimpleName());
            if (kind.isInstance(next) && which.test(kind.cast(next))) {
                return;
            }
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
