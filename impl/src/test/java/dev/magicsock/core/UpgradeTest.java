package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the relay to a direct path. */
class UpgradeTest {

    private final Lab lab = new Lab(1);
    private final Lab.Node alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
    private final Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());

    @Test
    void goesDirectAfterOneRelayRoundTripAndOneDirectRoundTrip() {
        alice.firewalled = true;
        bob.firewalled = true;
        startBoth();
        lab.run(Duration.ofSeconds(1));
        Instant begun = lab.now;
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(2));
        Instant direct = alice.firstSeen(Observation.PathSelected.class, seen -> seen.path().kind().isDirect())
                .orElseThrow();
        Duration relayRoundTrip = lab.relayLatency.multipliedBy(4);
        Duration directRoundTrip = lab.latency.multipliedBy(2);
        Duration taken = Duration.between(begun, direct);
        assertTrue(taken.compareTo(relayRoundTrip.plus(directRoundTrip)) <= 0, "took " + taken);
        assertTrue(bob.isDirectTo(alice));
    }

    /** Found with the bundled scenario open-internet: alice waited for the next round of her strategy. */
    @Test
    void punchesAtOnceWhenDiscoveryNamesTheRelayLater() {
        startBoth();
        alice.add(bob, List.of(), List.of());
        lab.run(Duration.ofSeconds(4));
        Instant named = lab.now;
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(lab.relayLatency.multipliedBy(4).plus(lab.latency.multipliedBy(2)));
        assertTrue(alice.isDirectTo(bob), "not direct " + Duration.between(named, lab.now) + " later");
    }

    @Test
    void carriesDataThroughTheRelayUntilThen() {
        startBoth();
        lab.run(Duration.ofSeconds(1));
        alice.add(bob, List.of(Lab.RELAY), List.of());
        alice.send(bob, Lab.quic(1, 1000));
        lab.run(lab.relayLatency.multipliedBy(2));
        assertEquals(1, bob.delivered.size());
        assertEquals(alice.id(), bob.delivered.getFirst().endpoint().orElseThrow());
        assertEquals(bob.core.mappedAddress(alice.id()), bob.delivered.getFirst().source());
    }

    @Test
    void losesAndReordersNothingWhileUpgrading() {
        startBoth();
        lab.run(Duration.ofSeconds(1));
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.every(Duration.ofMillis(10), Duration.ofSeconds(3), number -> alice.send(bob, Lab.quic(number, 1000)));
        lab.run(Duration.ofSeconds(4));
        assertEquals(300, bob.delivered.stream().map(Lab::numberOf).distinct().count());
        assertTrue(bob.delivered.stream().allMatch(each -> each.endpoint().isPresent()));
        RemoteSnapshot toBob = alice.core.remote(bob.id()).orElseThrow();
        assertEquals(300 + toBob.duplicatesSent(), bob.delivered.size());
        assertEquals(300_000 + 1000 * toBob.duplicatesSent(), toBob.directBytesSent() + toBob.relayBytesSent());
    }

    @Test
    void withoutARelayProbesWhatTheUserGave() {
        startBoth();
        alice.add(bob, List.of(), List.of(bob.address));
        lab.run(Duration.ofMillis(200));
        assertTrue(alice.isDirectTo(bob));
        assertTrue(bob.isDirectTo(alice));
    }

    @Test
    void aPathTooSmallForFullDatagramsIsNeverSelected() {
        lab.drop((from, to, payload) -> payload.length > 1100);
        startBoth();
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address));
        lab.run(Duration.ofSeconds(20));
        assertFalse(alice.isDirectTo(bob));
        assertFalse(bob.isDirectTo(alice));
        assertTrue(alice.isRelayedTo(bob));
        assertFalse(alice.observed(Observation.PathTooSmall.class).isEmpty());
    }

    @Test
    void aPathThatWorksOneWayIsReportedAndNeverSelected() {
        lab.drop((from, to, payload) -> from.equals(bob.address));
        startBoth();
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address));
        lab.run(Duration.ofSeconds(20));
        assertFalse(alice.isDirectTo(bob));
        assertFalse(bob.isDirectTo(alice));
        assertFalse(bob.observed(Observation.PathOneWay.class).isEmpty());
        assertTrue(bob.isRelayedTo(alice));
    }

    private void startBoth() {
        alice.start();
        bob.start();
    }
}
