package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link java.net.DatagramSocket} documents, for facades. */
@Timeout(60)
class FacadeContractTest {

    private static final InetSocketAddress SOMEBODY = SocketAddresses.parse("[fd6d:6167:6963::77]:12345");

    private final Hubs hubs = new Hubs();
    private final Hubs.Ear hubHears = new Hubs.Ear();
    private MagicSocketHub hub;
    private MagicSocket server;

    @BeforeEach
    void open() throws IOException {
        hub = hubs.make(hubHears);
        server = hub.openServerSocket();
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void receivingFillsThePacketFromItsOffset() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[100], 10, 90);
        server.offer(SOMEBODY, ByteBuffer.wrap(new byte[] {1, 2, 3}));

        server.receive(packet);

        assertEquals(3, packet.getLength());
        assertEquals(10, packet.getOffset());
        assertEquals(SOMEBODY, packet.getSocketAddress());
        assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOfRange(packet.getData(), 10, 13));
    }

    @Test
    void aDatagramThatExceedsThePacketIsTruncated() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2], 2);
        server.offer(SOMEBODY, ByteBuffer.wrap(new byte[] {1, 2, 3}));

        server.receive(packet);

        assertEquals(2, packet.getLength());
        assertArrayEquals(new byte[] {1, 2}, packet.getData());
    }

    @Test
    void aPacketThatIsUsedAgainHoldsALargerDatagram() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.offer(SOMEBODY, ByteBuffer.allocate(1));
        server.offer(SOMEBODY, ByteBuffer.allocate(50));

        server.receive(packet);
        server.receive(packet);

        assertEquals(50, packet.getLength());
    }

    @Test
    void aLengthThatTheCallerSetsIsRespected() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.offer(SOMEBODY, ByteBuffer.allocate(20));
        server.offer(SOMEBODY, ByteBuffer.allocate(50));

        server.receive(packet);
        packet.setLength(30);
        server.receive(packet);

        assertEquals(30, packet.getLength());
    }

    @Test
    void receivingTimesOut() throws Exception {
        server.setSoTimeout(5);

        assertThrows(SocketTimeoutException.class, () -> server.receive(new DatagramPacket(new byte[1], 1)));
        assertFalse(server.isClosed());
        assertEquals(5, server.getSoTimeout());
    }

    @Test
    void closingWakesEveryReader() throws Exception {
        LinkedBlockingQueue<IOException> outcomes = new LinkedBlockingQueue<>();
        CountDownLatch started = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            Thread.ofPlatform().daemon().start(() -> receiveOne(started, outcomes));
        }
        assertTrue(started.await(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));

        server.close();

        for (int i = 0; i < 3; i++) {
            assertInstanceOf(SocketException.class, outcomes.poll(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    private void receiveOne(CountDownLatch started, LinkedBlockingQueue<IOException> outcomes) {
        started.countDown();
        try {
            server.receive(new DatagramPacket(new byte[1], 1));
        } catch (IOException e) {
            outcomes.add(e);
        }
    }

    @Test
    void aPlatformThreadThatIsInterruptedGoesOnWaiting() throws Exception {
        Thread.currentThread().interrupt();
        server.setSoTimeout(20);

        assertThrows(SocketTimeoutException.class, () -> server.receive(new DatagramPacket(new byte[1], 1)));

        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertFalse(server.isClosed());
    }

    @Test
    void aVirtualThreadThatIsInterruptedClosesTheFacade() throws Exception {
        LinkedBlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                server.receive(new DatagramPacket(new byte[1], 1));
            } catch (IOException e) {
                outcomes.add(e);
                outcomes.add(Thread.currentThread().isInterrupted());
            }
        });

        reader.interrupt();

        assertInstanceOf(SocketException.class, outcomes.poll(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(true, outcomes.poll(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertTrue(server.isClosed());
        assertNull(server.getLocalSocketAddress());
        assertEquals(-1, server.getLocalPort());
    }

    @Test
    void aFullQueueRefusesNewcomersAndKeepsTheOrder() throws Exception {
        MagicSocket narrow = new MagicSocket(null, null, SOMEBODY, Optional.empty(), Optional.empty(), 2, 1);
        assertEquals(DatagramQueue.Offer.TAKEN, narrow.offer(SOMEBODY, ByteBuffer.wrap(new byte[] {1})));
        assertEquals(DatagramQueue.Offer.TAKEN, narrow.offer(SOMEBODY, ByteBuffer.wrap(new byte[] {2})));
        assertEquals(DatagramQueue.Offer.FULL, narrow.offer(SOMEBODY, ByteBuffer.wrap(new byte[] {3})));
        DatagramPacket packet = new DatagramPacket(new byte[1], 1);

        narrow.receive(packet);
        assertEquals(1, packet.getData()[0]);
        narrow.receive(packet);

        assertEquals(2, packet.getData()[0]);
        assertEquals(DatagramQueue.Offer.TOO_LARGE, narrow.offer(SOMEBODY, ByteBuffer.allocate(2049)));
    }

    @Test
    void sendingNeedsAnAddressAndAnOpenSocket() throws Exception {
        DatagramPacket unaddressed = new DatagramPacket(new byte[] {0x40}, 1);
        assertThrows(IllegalArgumentException.class, () -> server.send(unaddressed));

        server.close();

        unaddressed.setSocketAddress(SOMEBODY);
        assertThrows(SocketException.class, () -> server.send(unaddressed));
        assertThrows(SocketException.class, () -> server.receive(unaddressed));
        assertThrows(SocketException.class, () -> server.setSoTimeout(1));
        server.close();
    }

    @Test
    void whoeverSendsToAnAddressOfNobodyLosesTheDatagramOnly() throws Exception {
        Hubs.send(server, SOMEBODY, new byte[] {0x40, 1, 2});

        assertEquals(1, hub.counters().get(SocketCounter.CORE_DROPPED));
    }

    @Test
    void aFacadeThatDialledSendsToItsPeerOnly() throws Exception {
        MagicSocketHub other = hubs.make(new Hubs.Ear());
        MagicSocket client = hub.openClientSocket(Hubs.directAddress(other));
        EndpointId remote = client.remote().orElseThrow();

        assertThrows(IllegalArgumentException.class, () -> Hubs.send(client, SOMEBODY, new byte[] {0x40}));

        assertTrue(client.isConnected());
        assertEquals(other.id(), remote);
        assertEquals(client.getInetAddress(), ((InetSocketAddress) client.getRemoteSocketAddress()).getAddress());
        assertThrows(SocketException.class, () -> client.connect(SOMEBODY));
    }

    @Test
    void optionsAreRefusedAsDocumented() throws Exception {
        assertTrue(server.supportedOptions().isEmpty());
        assertThrows(UnsupportedOperationException.class, () -> server.getOption(StandardSocketOptions.SO_RCVBUF));
        assertThrows(IllegalArgumentException.class, () -> server.setSoTimeout(-1));
        assertThrows(IllegalArgumentException.class, () -> server.setReceiveBufferSize(0));
        assertThrows(SocketException.class, () -> server.bind(SOMEBODY));
        assertTrue(server.isBound());
        assertTrue(server.getReceiveBufferSize() > 0);
        assertNull(server.getChannel());
    }

    @Test
    void anEndpointCannotDialItself() {
        assertThrows(IllegalArgumentException.class, () -> hub.openClientSocket(Hubs.directAddress(hub)));
    }

    @Test
    void manySendersAtOnceLoseNothingButWhatTheNetworkLoses() throws Exception {
        Hubs.Ear otherHears = new Hubs.Ear();
        MagicSocketHub other = hubs.make(otherHears);
        MagicSocket client = other.openClientSocket(Hubs.directAddress(hub));
        Hubs.settle(client, otherHears, server, hubHears);
        int senders = 8;
        int each = 25;
        CountDownLatch done = new CountDownLatch(senders);
        for (int i = 0; i < senders; i++) {
            byte[] payload = Hubs.shortHeader("server" + i, "x");
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int n = 0; n < each; n++) {
                        Hubs.send(client, payload);
                    }
                    done.countDown();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertTrue(done.await(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));

        for (int n = 0; n < senders * each; n++) {
            Hubs.expect(server, "x");
        }
    }
}
