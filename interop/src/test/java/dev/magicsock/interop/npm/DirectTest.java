package dev.magicsock.interop.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.quic.ConnectionClosed;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our endpoint and a real one without any relay between them. */
@RequiresIroh
@Timeout(120)
class DirectTest {

    private static final String ALPN = "magicsock-lab/interop/1";
    private static final int MEGABYTE = 1 << 20;
    private static final int FRESH_CONNECTIONS = 10;

    // We dial

    @Test
    void weDialAndStreamsOfBothKindsAndDatagramsComeBack() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(ALPN); OurPeer ours = OurPeer.start();
                Connection connection = ours.connect(iroh.directAddress(), ALPN)) {
            assertEquals(iroh.id(), connection.remote());
            IrohEvent.Accepted accepted = iroh.await(IrohEvent.Accepted.class, _ -> true);
            assertEquals(ours.id().toString(), accepted.remote());
            assertEquals(ALPN, accepted.alpn());
            assertEquals(Pattern.digest(1000), OurPeer.exchange(connection, 1000));
            assertEquals(Pattern.digest(5000), OurPeer.exchangeOneWay(connection, 5000));
            assertEquals("hello", OurPeer.exchangeDatagram(connection, "hello"));
        }
    }

    @Test
    void aMegabyteComesBackOnEveryFreshConnectionThatWeDial() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(ALPN); OurPeer ours = OurPeer.start()) {
            for (int i = 0; i < FRESH_CONNECTIONS; i++) {
                try (Connection connection = ours.connect(iroh.directAddress(), ALPN)) {
                    assertEquals(Pattern.digest(MEGABYTE), OurPeer.exchange(connection, MEGABYTE));
                }
            }
        }
    }

    @Test
    void irohLearnsTheCodeAndTheReasonWithWhichWeClose() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(ALPN); OurPeer ours = OurPeer.start()) {
            Connection connection = ours.connect(iroh.directAddress(), ALPN);
            iroh.await(IrohEvent.Accepted.class, _ -> true);
            assertEquals(Pattern.digest(1000), OurPeer.exchange(connection, 1000));
            connection.close(42, "enough of this");
            assertEquals("closed by peer: enough of this (code 42)",
                    iroh.await(IrohEvent.Closed.class, _ -> true).reason());
        }
    }

    // iroh dials

    @Test
    void irohDialsAndStreamsOfBothKindsAndDatagramsComeBack() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(); OurPeer ours = OurPeer.start(ALPN)) {
            int connection = iroh.connect(ours.directAddress(), ALPN);
            assertEquals(ALPN, ours.accepted(iroh.id()).protocol());
            assertEquals(Pattern.digest(1000), iroh.exchange(connection, 1000));
            assertEquals(Pattern.digest(5000), iroh.exchangeOneWay(connection, 5000));
            assertEquals("hello", iroh.exchangeDatagram(connection, "hello"));
        }
    }

    @Test
    void aMegabyteComesBackOnEveryFreshConnectionThatIrohDials() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(); OurPeer ours = OurPeer.start(ALPN)) {
            for (int i = 0; i < FRESH_CONNECTIONS; i++) {
                int connection = iroh.connect(ours.directAddress(), ALPN);
                assertEquals(Pattern.digest(MEGABYTE), iroh.exchange(connection, MEGABYTE));
                iroh.close(connection, 0, "");
            }
        }
    }

    @Test
    void weLearnTheCodeAndTheReasonWithWhichIrohCloses() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(); OurPeer ours = OurPeer.start(ALPN)) {
            int connection = iroh.connect(ours.directAddress(), ALPN);
            Connection accepted = ours.accepted(iroh.id());
            assertEquals(Pattern.digest(1000), iroh.exchange(connection, 1000));
            iroh.close(connection, 43, "enough of that");
            ConnectionClosed closed = accepted.closed().get(30, TimeUnit.SECONDS);
            assertTrue(closed.byPeer());
            assertEquals(OptionalLong.of(43), closed.applicationError());
            assertEquals("enough of that", closed.reason());
        }
    }

    @Test
    @Timeout(60)
    void weLearnThatIrohClosesBeforeItKnowsThatTheHandshakeIsConfirmed() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(); OurPeer ours = OurPeer.start(ALPN)) {
            for (int i = 0; i < FRESH_CONNECTIONS; i++) {
                int connection = iroh.connect(ours.directAddress(), ALPN);
                iroh.close(connection, 44, "changed my mind");
                ConnectionClosed closed = ours.accepted(i).closed().get(30, TimeUnit.SECONDS);
                assertEquals(OptionalLong.of(44), closed.applicationError());
            }
        }
    }
}
