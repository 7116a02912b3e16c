package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.relay.RelayAccount;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.SocketCounter;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Datagrams given to a relay that is killed and comes back, and what the counters say about them. */
final class RelayAccounting {

    /** So long nobody sends before the relay is back: what waits for it is given up after 3 s. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final int BEFORE = 500;
    private static final int DURING = 250;
    private static final int AFTER = 250;

    private RelayAccounting() {
    }

    /** Fails if a datagram is neither delivered nor counted. */
    static void check(RealRelay relay) throws Exception {
        Watch<Observation> watchOfAlice = new Watch<>();
        Watch<Observation> watchOfBob = new Watch<>();
        try (MagicSocketHub alice = hub(relay, watchOfAlice);
                MagicSocketHub bob = hub(relay, watchOfBob);
                MagicSocket client = alice.openClientSocket(
                        new EndpointAddr(bob.id(), List.of(relay.url()), List.of()));
                MagicSocket server = bob.openServerSocket()) {
            watchOfAlice.await(Observation.RelayConnected.class);
            watchOfBob.await(Observation.RelayConnected.class);
            NumberedTraffic traffic = new NumberedTraffic(client, server);
            traffic.send(BEFORE);
            assertTrue(traffic.awaitArrival(0), "datagrams arrive");

            relay.kill();
            traffic.send(DURING);
            watchOfAlice.await(Observation.RelayLost.class);
            watchOfBob.await(Observation.RelayLost.class);
            watchOfBob.expectNone(Observation.RelayConnected.class, SILENCE);
            relay.run();
            watchOfAlice.await(Observation.RelayConnected.class);
            watchOfBob.await(Observation.RelayConnected.class);

            traffic.send(AFTER);
            assertTrue(traffic.awaitArrival(traffic.sent() - 1), "datagrams arrive again");
            assertAccounted(traffic, alice, bob);
        }
    }

    private static void assertAccounted(NumberedTraffic traffic, MagicSocketHub alice, MagicSocketHub bob) {
        List<Long> received = traffic.received();
        assertEquals(received.size(), new HashSet<>(received).size(), "no datagram arrives twice");
        long lost = traffic.sent() - received.size();
        RelayAccount account = alice.relayAccount();
        long unread = bob.counters().get(SocketCounter.RECV_QUEUE_FULL);
        String all = lost + " of " + traffic.sent() + " lost, " + unread + " of them not read in time, " + account;
        assertTrue(account.submitted() >= traffic.sent(), () -> "one never came to the relay client: " + all);
        assertTrue(account.allDropped() > 0, () -> "the outage does not show: " + all);
        assertTrue(lost <= account.unknown() + account.allDropped() + unread, () -> "one vanished: " + all);
        assertTrue(received.size() <= account.sent() + account.unknown() + account.underWay(), all);
        assertEquals(0, account.waiting(), all);
    }

    private static MagicSocketHub hub(RealRelay relay, Watch<Observation> watch) throws IOException {
        return MagicSocketHub.builder()
                .bindAddresses(List.of(SocketAddresses.parse("127.0.0.1:0")))
                .config(MagicSockConfig.builder().relays(List.of(relay.url())).strategy(new RelayOnly()).build())
                .listener(watch::happened)
                .bind();
    }
}
