package dev.magicsock.interop.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.endpoint.RemoteInfo;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Endpoints that know nothing of each other but the identity and a relay; the same tests for each relay. */
@RequiresIroh
@Timeout(120)
abstract class RelayMeetings {

    static final String ALPN = "magicsock-lab/interop/1";
    static final int MEGABYTE = 1 << 20;

    private static final int FRESH_CONNECTIONS = 10;
    private static final int NEWCOMERS = 3;
    private static final int BYTES = 30_000;

    /** The relay, which is there for the time of a test. */
    abstract RelayUrl relay();

    @Test
    void twoRealEndpointsMeetAtTheRelayAndGoDirect() throws Exception {
        try (IrohPeer alice = IrohPeer.startAt(relay()); IrohPeer bob = IrohPeer.startAt(relay(), ALPN)) {
            int connection = alice.connect(bob.relayAddress(), ALPN);
            assertEquals(Pattern.digest(1000), alice.exchange(connection, 1000));
            int accepted = bob.await(IrohEvent.Accepted.class, _ -> true).connection();
            alice.await(IrohEvent.Selected.class, path -> path.connection() == connection && !path.relay());
            bob.await(IrohEvent.Selected.class, path -> path.connection() == accepted && !path.relay());
            assertEquals(Pattern.digest(MEGABYTE), alice.exchange(connection, MEGABYTE));
            assertEquals("direct", alice.exchangeDatagram(connection, "direct"));
        }
    }

    @Test
    void weReachARealEndpointThroughTheRelayAlone() throws Exception {
        try (IrohPeer iroh = IrohPeer.startAt(relay(), ALPN); OurPeer ours = OurPeer.startAt(relay());
                Connection connection = ours.connect(iroh.relayAddress(), ALPN)) {
            assertEquals(iroh.id(), connection.remote());
            assertEquals(Pattern.digest(MEGABYTE), OurPeer.exchange(connection, MEGABYTE));
            assertEquals("relayed", OurPeer.exchangeDatagram(connection, "relayed"));
            // Neither side can prove a direct path to the other: ours asks by probes, iroh by frames of its own.
            assertOnTheRelay(ours.sock().remoteInfo(iroh.id()).orElseThrow());
            int accepted = iroh.await(IrohEvent.Accepted.class, _ -> true).connection();
            assertTrue(iroh.await(IrohEvent.Selected.class, path -> path.connection() == accepted).relay());
        }
    }

    @Test
    void aRealEndpointReachesUsThroughTheRelayAlone() throws Exception {
        try (IrohPeer iroh = IrohPeer.startAt(relay()); OurPeer ours = OurPeer.startAt(relay(), ALPN)) {
            int connection = iroh.connect(ours.relayAddress(), ALPN);
            assertEquals(ALPN, ours.accepted(iroh.id()).protocol());
            assertEquals(Pattern.digest(MEGABYTE), iroh.exchange(connection, MEGABYTE));
            assertEquals("relayed", iroh.exchangeDatagram(connection, "relayed"));
            assertOnTheRelay(ours.sock().remoteInfo(iroh.id()).orElseThrow());
            assertTrue(iroh.await(IrohEvent.Selected.class, path -> path.connection() == connection).relay());
        }
    }

    /** Both sides send their first packets everywhere and stay where an answer comes from first. */
    @Test
    void whoeverKnowsRelayAndAddressesReachesTheOtherByEither() throws Exception {
        try (IrohPeer iroh = IrohPeer.startAt(relay(), ALPN); OurPeer ours = OurPeer.startAt(relay(), ALPN)) {
            EndpointAddr irohs = everywhere(iroh.relayAddress(), iroh.directAddress());
            EndpointAddr own = everywhere(ours.relayAddress(), ours.directAddress());
            for (int i = 0; i < FRESH_CONNECTIONS; i++) {
                try (Connection connection = ours.connect(irohs, ALPN)) {
                    assertEquals(Pattern.digest(BYTES), OurPeer.exchange(connection, BYTES));
                }
                int connection = iroh.connect(own, ALPN);
                assertEquals(Pattern.digest(BYTES), iroh.exchange(connection, BYTES));
                iroh.close(connection, 0, "");
            }
        }
    }

    @Test
    void aRealEndpointThatWeNeverHeardOfReachesUsByEither() throws Exception {
        try (OurPeer ours = OurPeer.startAt(relay(), ALPN)) {
            EndpointAddr own = everywhere(ours.relayAddress(), ours.directAddress());
            for (int i = 0; i < NEWCOMERS; i++) {
                try (IrohPeer iroh = IrohPeer.startAt(relay())) {
                    int connection = iroh.connect(own, ALPN);
                    assertEquals(Pattern.digest(MEGABYTE), iroh.exchange(connection, MEGABYTE));
                    assertEquals("either", iroh.exchangeDatagram(connection, "either"));
                }
            }
        }
    }

    private static EndpointAddr everywhere(EndpointAddr relayed, EndpointAddr direct) {
        return new EndpointAddr(direct.id(), relayed.relayUrls(), direct.directAddresses());
    }

    private void assertOnTheRelay(RemoteInfo remote) {
        assertInstanceOf(PathId.Relayed.class, remote.selected().orElseThrow(), remote::toString);
        assertTrue(remote.relayBytesReceived() > MEGABYTE, remote::toString);
        assertTrue(remote.relayBytesSent() > MEGABYTE, remote::toString);
        assertEquals(0, remote.directBytesReceived(), remote::toString);
    }
}
