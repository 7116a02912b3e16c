package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.magicsock.address.SocketAddresses;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Facades whose threads read the sockets themselves: what one of them does must not harm the others. */
@Timeout(60)
class SocketReaderIntegrationTest {

    private static final InetSocketAddress SOMEBODY = SocketAddresses.parse("[fd6d:6167:6963::77]:12345");

    private static final int DATAGRAMS = 2_000;
    private static final int ROUNDS = 3;

    private final Hubs hubs = new Hubs();
    private final Hubs.Ear aliceHears = new Hubs.Ear();
    private final Hubs.Ear bobHears = new Hubs.Ear();
    private MagicSocketHub bob;
    /** Alice dials Bob ... */
    private MagicSocket alice;
    private MagicSocket server;
    /** ... and Bob dials Alice. */
    private MagicSocket dialler;
    private MagicSocket aliceServer;

    @BeforeEach
    void connect() throws Exception {
        MagicSocketHub first = hubs.make(aliceHears);
        bob = hubs.make(bobHears);
        alice = first.openClientSocket(Hubs.directAddress(bob));
        server = bob.openServerSocket();
        aliceServer = first.openServerSocket();
        Hubs.settle(alice, aliceHears, server, bobHears);
        dialler = bob.openClientSocket(Hubs.directAddress(first));
        Hubs.send(dialler, Hubs.longHeader("random", "diallers", "dialled"));
        Hubs.expect(aliceServer, "dialled");
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    private void sendToServer(String text) throws IOException {
        Hubs.send(alice, Hubs.longHeader("anything", "alice", text));
    }

    private void sendToDialler(String text) throws IOException {
        InetSocketAddress bobs = (InetSocketAddress) alice.getRemoteSocketAddress();
        Hubs.send(aliceServer, bobs, Hubs.shortHeader("diallers", text));
    }

    @Test
    void aFacadeThatNeverComesBackDoesNotKeepOthersFromTheirDatagrams() throws Exception {
        sendToServer("read once");
        Hubs.expect(server, "read once");

        sendToDialler("after it");

        Hubs.expect(dialler, "after it");
        assertEquals(1, bob.remotes().size());
    }

    @Test
    void aReaderThatLeadsHandsOverWhatIsForOthers() throws Exception {
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> expectInTurn(server, outcomes));
        sendToServer("0");
        assertEquals("0", outcomes.poll(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));

        for (int i = 1; i < 200; i++) {
            sendToDialler("for the other");
            Hubs.expect(dialler, "for the other");
            if (i % 10 == 0) {
                sendToServer(Integer.toString(i / 10));
                assertEquals(Integer.toString(i / 10), outcomes.poll(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    private static void expectInTurn(MagicSocket socket, BlockingQueue<String> outcomes) {
        try {
            for (int i = 0; i < 20; i++) {
                Hubs.expect(socket, Integer.toString(i));
                outcomes.add(Integer.toString(i));
            }
        } catch (IOException e) {
            outcomes.add(e.toString());
        }
    }

    @Test
    void closingTheReaderThatLeadsLeavesTheOthersAlone() throws Exception {
        BlockingQueue<IOException> outcomes = new LinkedBlockingQueue<>();
        sendToServer("now it leads");
        Hubs.expect(server, "now it leads");
        Thread.ofPlatform().daemon().start(() -> receiveOne(outcomes));
        sendToServer("still");
        Hubs.expect(server, "still");
        server.close();
        assertInstanceOf(SocketException.class, outcomes.poll(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));

        sendToDialler("alive");

        Hubs.expect(dialler, "alive");
    }

    private void receiveOne(BlockingQueue<IOException> outcomes) {
        try {
            while (true) {
                server.receive(new DatagramPacket(new byte[2048], 2048));
                server.offer(SOMEBODY, ByteBuffer.wrap(Hubs.shortHeader("server", "still")));
            }
        } catch (IOException e) {
            outcomes.add(e);
        }
    }

    @Test
    void whatOthersBringWakesTheReaderThatLeads() throws Exception {
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> expectInTurn(server, outcomes));

        for (int i = 0; i < 20; i++) {
            server.offer(SOMEBODY, ByteBuffer.wrap(Hubs.shortHeader("server", Integer.toString(i))));
            assertEquals(Integer.toString(i), outcomes.poll(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void aReaderThatLeadsTimesOutAndMayAskAgain() throws Exception {
        server.setSoTimeout(5);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);

        for (int i = 0; i < 5; i++) {
            assertThrows(SocketTimeoutException.class, () -> server.receive(packet));
        }

        sendToServer("in time");
        Hubs.expect(server, "in time");
    }

    @Test
    void anInterruptDoesNotEndTheWaitOfAReaderThatLeads() throws Exception {
        sendToServer("now it leads");
        Hubs.expect(server, "now it leads");
        server.setSoTimeout(30);
        Thread.currentThread().interrupt();

        assertThrows(SocketTimeoutException.class, () -> server.receive(new DatagramPacket(new byte[1], 1)));

        assertTrue(Thread.interrupted(), "the interrupt is kept");
        sendToServer("still open");
        Hubs.expect(server, "still open");
    }

    @Test
    void datagramsCostAboutAsLittleGarbageAsPlainSocketsDo() throws Exception {
        DatagramPacket out = new DatagramPacket(Hubs.shortHeader("server", "x".repeat(1000)), 1000);
        long facades = bytesPerDatagram(alice, server, out);
        try (DatagramSocket from = new DatagramSocket(new InetSocketAddress(Hubs.LOOPBACK, 0));
                DatagramSocket to = new DatagramSocket(new InetSocketAddress(Hubs.LOOPBACK, 0))) {
            out.setSocketAddress(to.getLocalSocketAddress());
            long plain = bytesPerDatagram(from, to, out);

            // What is left depends on how far the compiler has come: lengths and instants that are checked.
            assertTrue(facades <= plain + 64, facades + " bytes for each datagram, " + plain + " of plain sockets");
        }
    }

    private static long bytesPerDatagram(DatagramSocket from, DatagramSocket to, DatagramPacket out)
            throws IOException {
        to.setSoTimeout(Hubs.PATIENCE_SECONDS * 1000);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated();
            exchange(from, out, to);
            least = Math.min(least, (allocated() - before) / DATAGRAMS);
        }
        return least;
    }

    private static void exchange(DatagramSocket from, DatagramPacket out, DatagramSocket to) throws IOException {
        DatagramPacket in = new DatagramPacket(new byte[2048], 2048);
        for (int i = 0; i < DATAGRAMS; i++) {
            from.send(out);
            to.receive(in);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
