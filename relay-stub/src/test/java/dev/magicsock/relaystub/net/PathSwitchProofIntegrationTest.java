package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.endpoint.Connection;
import dev.magicsock.endpoint.EndpointEvent;
import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.endpoint.MagicSockBuilder;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathTiming;
import dev.magicsock.quic.PeerStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One transfer on one connection, while the path below it is relayed, direct, relayed and direct again. */
@Timeout(120)
class PathSwitchProofIntegrationTest {

    private static final String PROTOCOL = "test/file/0";
    private static final InetSocketAddress ANY_PORT = SocketAddresses.parse("127.0.0.1:0");
    /** What is advertised instead of the real address, so that all direct traffic has to go through the proxy. */
    private static final InetSocketAddress NOBODY = SocketAddresses.parse("127.0.0.1:9");
    private static final int PATIENCE_SECONDS = 30;
    private static final int CHUNK_BYTES = 20_000;

    /** As always, but a dead path is given up within 3 s instead of 15 s. */
    private static final PathTiming TIMING = new PathTiming(Duration.ofSeconds(1), Duration.ofMillis(1500),
            Duration.ofSeconds(3), Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofSeconds(1),
            PathTiming.DEFAULT.fullDatagramBytes());

    /** The stated bound, with what a busy machine may add. */
    private static final Duration GAP_MAX = Duration.ofSeconds(3);

    private final List<AutoCloseable> made = new ArrayList<>();
    private final BlockingQueue<EndpointEvent> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : made.reversed()) {
            each.close();
        }
    }

    @Test
    void aTransferSurvivesEveryChangeOfPathOnOneConnection() throws Exception {
        RelayServer server = keep(RelayServer.start(RelayServerSettings.plain(ANY_PORT, "test")));
        RelayUrl relay = RelayUrl.parse("http://127.0.0.1:" + server.address().getPort());
        MagicSock bob = keep(endpoint(relay).protocols(List.of(PROTOCOL)).bind());
        UdpProxy proxy = keep(new UdpProxy(bob.boundAddresses().getFirst()));
        MagicSock alice = keep(endpoint(relay).listener((event, _) -> heard.add(event)).bind());
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> hashOfOneStream(bob),
                task -> Thread.ofVirtual().start(task));
        proxy.lose(true);

        Connection connection = keep(alice.connect(
                new EndpointAddr(bob.id(), List.of(relay), List.of(proxy.address())), PROTOCOL));
        Transfer transfer = new Transfer(connection.openStream());
        transfer.whileUntil(() -> isSelected(false));
        long relayedOnly = alice.remoteInfo(bob.id()).orElseThrow().relayBytesSent();
        assertTrue(relayedOnly > 0);

        proxy.lose(false);
        transfer.whileUntil(() -> isSelected(true));
        transfer.some();

        proxy.lose(true);
        transfer.whileUntil(() -> isSelected(false));
        transfer.some();
        assertTrue(alice.remoteInfo(bob.id()).orElseThrow().relayBytesSent() > relayedOnly);

        proxy.lose(false);
        transfer.whileUntil(() -> isSelected(true));
        transfer.some();

        assertArrayEquals(transfer.end(), received.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertFalse(connection.closed().isDone(), "the same connection to the end");
        assertEquals(0, heard.stream().filter(EndpointEvent.Closed.class::isInstance).count());
        assertTrue(transfer.longestGap().compareTo(GAP_MAX) < 0, () -> "a gap of " + transfer.longestGap());
    }

    /** Whether a change to such a path has been heard of; what came before it is forgotten. */
    private boolean isSelected(boolean direct) {
        for (EndpointEvent next = heard.poll(); next != null; next = heard.poll()) {
            if (next instanceof EndpointEvent.PathSelected selected && selected.path().kind().isDirect() == direct) {
                return true;
            }
        }
        return false;
    }

    private MagicSockBuilder endpoint(RelayUrl relay) {
        return MagicSock.builder().bindIpv4(ANY_PORT).relays(List.of(relay)).timing(TIMING)
                .configuredAddresses(List.of(NOBODY)).interfaces(List::of);
    }

    /** Sends chunk after chunk at the pace of an application, each once the one before has been acknowledged. */
    private static final class Transfer {

        private static final int SOME = 50;
        private static final long PACE_NANOS = Duration.ofMillis(2).toNanos();

        private final OutputStream output;
        private final InputStream acknowledgements;
        private final MessageDigest hash = sha256();
        private final SplittableRandom random = new SplittableRandom(1);
        private long longestGapNanos;

        Transfer(PeerStream stream) {
            output = stream.output();
            acknowledgements = stream.input();
        }

        void whileUntil(BooleanSupplier reached) throws IOException {
            long begin = System.nanoTime();
            while (!reached.getAsBoolean()) {
                assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), "not reached");
                one();
            }
        }

        void some() throws IOException {
            for (int i = 0; i < SOME; i++) {
                one();
            }
        }

        private void one() throws IOException {
            byte[] chunk = new byte[CHUNK_BYTES];
            random.nextBytes(chunk);
            hash.update(chunk);
            long begin = System.nanoTime();
            output.write(chunk);
            output.flush();
            assertEquals(1, acknowledgements.read());
            longestGapNanos = Math.max(longestGapNanos, System.nanoTime() - begin);
            LockSupport.parkNanos(PACE_NANOS);
        }

        Duration longestGap() {
            return Duration.ofNanos(longestGapNanos);
        }

        byte[] end() throws IOException {
            output.close();
            return hash.digest();
        }
    }

    private static byte[] hashOfOneStream(MagicSock endpoint) {
        try {
            PeerStream stream = endpoint.accept().acceptStream();
            MessageDigest hash = sha256();
            try (InputStream input = new DigestInputStream(stream.input(), hash);
                    OutputStream output = stream.output()) {
                byte[] chunk = new byte[CHUNK_BYTES];
                while (input.readNBytes(chunk, 0, CHUNK_BYTES) == CHUNK_BYTES) {
                    // One byte for each chunk says that it is there.
                    output.write(1);
                    output.flush();
                }
            }
            return hash.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends AutoCloseable> T keep(T each) {
        made.add(each);
        return each;
    }
}
