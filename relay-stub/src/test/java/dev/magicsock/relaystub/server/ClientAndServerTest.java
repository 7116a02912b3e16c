package dev.magicsock.relaystub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.RelayDrop;
import dev.magicsock.relay.RelayProtocolVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both state machines of the protocol against each other. */
class ClientAndServerTest {

    private static final Duration ONE_WAY = Duration.ofMillis(25);
    private static final long ROUND_TRIP_MILLIS = 50;

    private VirtualRelay relay = new VirtualRelay(ONE_WAY, RelayProtocolVersion.V2, AccessControl.everyone());
    private final VirtualClient alice = relay.client(RelayFixture.ALICE);
    private final VirtualClient bob = relay.client(RelayFixture.BOB);

    @Test
    void fromColdADatagramCrossesWithinFourRoundTrips() {
        alice.start();
        bob.start();
        alice.send(bob.id, "hello");
        run(4 * ROUND_TRIP_MILLIS);
        assertEquals(List.of(alice.id.toShortString() + " hello"), bob.received);
        assertEquals(List.of(at(4 * ROUND_TRIP_MILLIS)), bob.receivedAt);
    }

    @Test
    void bothEndsAgreeOnTheOrderOfEvents() {
        alice.start();
        run(1_000);
        assertEquals(List.of("connecting", "authenticated", "rtt 50", "established"), alice.statuses);
    }

    @ParameterizedTest
    @EnumSource(RelayProtocolVersion.class)
    void anHourOfSilenceKeepsTheConnectionInBothVersions(RelayProtocolVersion version) {
        relay = new VirtualRelay(ONE_WAY, version, AccessControl.everyone());
        VirtualClient client = relay.client(RelayFixture.ALICE);
        client.start();
        run(3_600_000);
        assertEquals("connecting", client.statuses.getFirst());
        assertEquals(1, client.statuses.stream().filter("connecting"::equals).count());
        // The client pings after 15 s of silence; the relay's own interval is longer and never ends.
        long pings = client.statuses.stream().filter("rtt 50"::equals).count();
        assertTrue(pings >= 239 && pings <= 241, () -> pings + " pings in an hour");
        assertEquals(List.of(), relay.log);
    }

    @ParameterizedTest
    @EnumSource(RelayProtocolVersion.class)
    void theDanceOfDuplicatesWorksInBothVersions(RelayProtocolVersion version) {
        relay = new VirtualRelay(ONE_WAY, version, AccessControl.everyone());
        VirtualClient first = relay.client(RelayFixture.ALICE);
        VirtualClient second = relay.client(RelayFixture.ALICE);
        VirtualClient peer = relay.client(RelayFixture.BOB);
        first.start();
        peer.start();
        run(1_000);
        second.start();
        run(2_000);
        peer.send(first.id, "to the newest");
        run(3_000);
        assertEquals(List.of(), first.received);
        assertEquals(1, second.received.size());
        second.core.close(relay.now());
        run(4_000);
        peer.send(first.id, "to the revived");
        run(5_000);
        assertEquals(1, first.received.size());
        assertEquals(List.of("duplicate", "recovered"), first.statuses.subList(4, 6));
    }

    @Test
    void routesEndWhenTheSenderIsGone() {
        alice.start();
        bob.start();
        run(1_000);
        alice.send(bob.id, "hello");
        run(2_000);
        assertTrue(bob.core.hasRouteTo(alice.id));
        alice.core.close(relay.now());
        run(3_000);
        assertFalse(bob.core.hasRouteTo(alice.id));
    }

    @Test
    void aClientThatHearsNothingReplacesItsConnection() {
        alice.start();
        bob.start();
        run(1_000);
        alice.deaf = true;
        // The last pong came at 200 ms: a ping 15 s later, and 500 ms for its answer.
        run(15_701);
        alice.deaf = false;
        run(20_000);
        assertEquals(1, alice.statuses.stream().filter("PONG_TIMEOUT"::equals).count());
        assertTrue(alice.core.isEstablished());
        bob.send(alice.id, "welcome back");
        run(21_000);
        assertEquals(1, alice.received.size());
    }

    @Test
    void aRestartIsSurvivedWithoutAStorm() {
        alice.start();
        bob.start();
        run(1_000);
        relay.crash();
        run(1_001);
        alice.send(bob.id, "into the void");
        run(8_000);
        assertEquals(List.of(RelayDrop.STALE_WHILE_DISCONNECTED), alice.drops);
        long attempts = alice.statuses.stream().filter("connecting"::equals).count();
        assertTrue(attempts <= 12, () -> attempts + " attempts in seven seconds");
        relay.restart();
        run(26_000);
        assertTrue(alice.core.isEstablished() && bob.core.isEstablished());
        bob.send(alice.id, "after the restart");
        run(27_000);
        assertEquals(List.of(bob.id.toShortString() + " after the restart"), alice.received);
    }

    @Test
    void aDeniedClientKeepsTryingWithGrowingPauses() {
        relay = new VirtualRelay(ONE_WAY, RelayProtocolVersion.V2,
                AccessControl.only(List.of(RelayFixture.BOB.id())));
        VirtualClient denied = relay.client(RelayFixture.ALICE);
        denied.start();
        run(100_000);
        assertFalse(denied.statuses.contains("authenticated"));
        long denials = denied.statuses.stream().filter("not authorized"::equals).count();
        assertTrue(denials >= 10 && denials <= 22, () -> denials + " denials in 100 s");
    }

    @Test
    void aFloodOfDataDelaysNobodysKeepalive() {
        alice.start();
        bob.start();
        run(1_000);
        String payload = "x".repeat(1_200);
        for (int millis = 1_000; millis < 41_000; millis += 10) {
            run(millis);
            alice.send(bob.id, payload);
        }
        run(42_000);
        assertEquals(4_000, bob.received.size());
        assertEquals(1, bob.statuses.stream().filter("connecting"::equals).count());
        assertEquals(List.of(), relay.log);
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        aRestartIsSurvivedWithoutAStorm();
        ClientAndServerTest again = new ClientAndServerTest();
        again.aRestartIsSurvivedWithoutAStorm();
        assertEquals(alice.statuses, again.alice.statuses);
        assertEquals(alice.receivedAt, again.alice.receivedAt);
    }

    private void run(long untilMillis) {
        relay.runUntil(at(untilMillis));
    }

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
