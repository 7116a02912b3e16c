package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.LocalSocket;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.SocketId;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets on loopback, and on wildcards that nobody is told about. */
class UdpSocketsTest {

    private static final InetSocketAddress LOOPBACK = SocketAddresses.parse("127.0.0.1:0");
    private static final InetSocketAddress V6_WILDCARD = SocketAddresses.parse("[::]:0");
    private static final InetSocketAddress V4_WILDCARD = SocketAddresses.parse("0.0.0.0:0");

    private final SocketCounters counters = new SocketCounters();
    private final Selector selector = openSelector();
    private final UdpSockets sockets = new UdpSockets(selector, counters,
            new EventLog(SecretKey.generate(new SplittableRandom(1)).id()));

    private static Selector openSelector() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        sockets.closeAll();
        selector.close();
    }

    @Test
    void oneSocketForBothFamiliesIsEnough() throws Exception {
        sockets.bind(List.of(V6_WILDCARD, V4_WILDCARD));

        assertEquals(1, sockets.locals().size());
    }

    @Test
    void anAddressThatIsTakenIsAnErrorThatSaysSo() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(LOOPBACK)) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            assertThrows(BindException.class, () -> sockets.bind(List.of(address)));
        }
    }

    @Test
    void aSocketThatFailsIsReplacedAtTheSamePortUnderANewName() throws Exception {
        sockets.bind(List.of(LOOPBACK));
        SelectionKey key = selector.keys().iterator().next();
        UdpSocket failed = (UdpSocket) key.attachment();

        UdpSocket fresh = sockets.rebind(failed, new IOException("broken")).orElseThrow();

        assertNotEquals(failed.id(), fresh.id());
        assertEquals(failed.local().bound(), fresh.local().bound());
        assertEquals(List.of(fresh.local()), sockets.locals());
        assertEquals(1, counters.get(SocketCounter.REBINDS));
    }

    @Test
    void oneThatTheCoreAsksForIsReadAndSentFromAndNotListed() throws Exception {
        sockets.bind(List.of(LOOPBACK));
        SocketId asked = new SocketId(-1);
        sockets.open(asked);
        LocalSocket opened = sockets.nextOpened();

        assertEquals(asked, opened.id());
        assertNull(sockets.nextOpened());
        assertEquals(1, sockets.locals().size());
        assertEquals(2, sockets.readable().length);
        sockets.send(asked, sockets.locals().getFirst().bound(), ByteBuffer.wrap(new byte[3]));
        assertEquals(3, counters.get(SocketCounter.SEND_IPV4));

        sockets.close(asked);
        sockets.close(asked);
        assertEquals(1, sockets.readable().length);
        sockets.send(asked, LOOPBACK, ByteBuffer.wrap(new byte[3]));
        assertEquals(1, counters.get(SocketCounter.SEND_FAILED));
    }

    @Test
    void oneThatTheCoreAskedForIsNotReplacedWhenItFails() throws Exception {
        sockets.bind(List.of(LOOPBACK));
        sockets.open(new SocketId(-1));
        UdpSocket failed = sockets.readable()[1];

        assertEquals(Optional.empty(), sockets.rebind(failed, new IOException("broken")));
        assertEquals(1, sockets.readable().length);
    }

    @Test
    void whatCannotBeSentIsCounted() throws Exception {
        sockets.bind(List.of(LOOPBACK));
        SocketId id = sockets.locals().getFirst().id();

        sockets.send(new SocketId(99), SocketAddresses.parse("127.0.0.1:9"), ByteBuffer.allocate(5));
        sockets.send(id, SocketAddresses.parse("[2001:db8::1]:9"), ByteBuffer.allocate(5));
        sockets.send(id, SocketAddresses.parse("127.0.0.1:0"), ByteBuffer.allocate(5));

        assertEquals(3, counters.get(SocketCounter.SEND_FAILED));
        assertEquals(0, counters.get(SocketCounter.SEND_IPV4));
    }

    @Test
    void sendingLeavesTheBufferAsItIs() throws Exception {
        sockets.bind(List.of(LOOPBACK));
        ByteBuffer payload = ByteBuffer.allocate(10).position(3);

        sockets.send(sockets.locals().getFirst().id(), sockets.locals().getFirst().bound(), payload);

        assertEquals(3, payload.position());
        assertEquals(7, counters.get(SocketCounter.SEND_IPV4));
    }
}
