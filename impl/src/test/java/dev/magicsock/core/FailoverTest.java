package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a path stops working. */
class FailoverTest {

    private Lab lab;
    private Lab.Node alice;
    private Lab.Node bob;

    @Test
    void theApplicationsGapStaysBelowOneSecondWhenADirectPathDiesUnderTraffic() {
        List<Duration> gaps = new ArrayList<>();
        for (int seed = 0; seed < 12; seed++) {
            directPair(seed);
            exchange(Duration.ofMillis(20), Duration.ofSeconds(8));
            lab.run(Duration.ofMillis(2000 + 137L * seed));
            lab.drop((from, to, payload) -> true);
            lab.run(Duration.ofSeconds(8));
            gaps.add(longestGap(alice));
            gaps.add(longestGap(bob));
        }
        gaps.sort(null);
        assertTrue(gaps.getLast().compareTo(Duration.ofSeconds(1)) <= 0, "gaps up to " + gaps.getLast());
    }

    @Test
    void oneDeadDirectionMakesOnlyTheSenderJoinTheRelayAndTheGapStaysShort() {
        directPair(3);
        exchange(Duration.ofMillis(20), Duration.ofSeconds(8));
        lab.run(Duration.ofSeconds(2));
        lab.drop((from, to, payload) -> from.equals(alice.address));
        lab.run(Duration.ofSeconds(8));
        assertTrue(longestGap(bob).compareTo(Duration.ofSeconds(1)) <= 0, "gap of " + longestGap(bob));
    }

    @Test
    void copiesGoOnBothPathsOnlyWhileInDoubtAndAreCounted() {
        directPair(4);
        exchange(Duration.ofMillis(20), Duration.ofSeconds(30));
        lab.run(Duration.ofSeconds(2));
        assertEquals(0, alice.core.remote(bob.id()).orElseThrow().duplicatesSent());
        lab.drop((from, to, payload) -> true);
        lab.run(Duration.ofSeconds(2));
        lab.dropNothing();
        lab.run(Duration.ofSeconds(2));
        RemoteSnapshot healed = alice.core.remote(bob.id()).orElseThrow();
        assertTrue(healed.duplicatesSent() > 0);
        assertEquals(healed.duplicatesSent(), alice.observed(Observation.DuplicateSent.class).size());
        assertFalse(healed.inDoubt());
        lab.run(Duration.ofSeconds(2));
        assertEquals(healed.duplicatesSent(), alice.core.remote(bob.id()).orElseThrow().duplicatesSent());
        assertTrue(alice.isDirectTo(bob));
    }

    @Test
    void oneLostPingCostsFewCopies() {
        directPair(13);
        exchange(Duration.ofMillis(20), Duration.ofSeconds(4));
        boolean[] lost = new boolean[1];
        lab.drop((from, to, payload) -> {
            boolean isFirstPing = !lost[0] && from.equals(alice.address) && Lab.isProbe(payload);
            lost[0] |= isFirstPing;
            return isFirstPing;
        });
        lab.run(Duration.ofSeconds(4));
        long copies = alice.core.remote(bob.id()).orElseThrow().duplicatesSent();
        assertTrue(copies > 0 && copies <= 5, copies + " copies");
    }

    @Test
    void aDoubtMakesUsAskHowOurNatSeesUsNow() {
        lab = new Lab(14);
        InetSocketAddress server = SocketAddresses.parse("203.0.113.1:3478");
        alice = lab.node("192.0.2.1:1000", Lab.withRelay().stunServers(List.of(server)).build());
        bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        alice.start();
        bob.start();
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address));
        lab.run(Duration.ofSeconds(10));
        alice.sent.clear();
        exchange(Duration.ofMillis(20), Duration.ofSeconds(2));
        lab.drop((from, to, payload) -> true);
        lab.run(Duration.ofSeconds(2));
        assertTrue(alice.sent.stream().anyMatch(sent -> sent.destination().equals(server)));
    }

    @Test
    void aSilentPathIsGivenUpAfterFifteenSecondsAndTheRelayServes() {
        directPair(5);
        lab.drop((from, to, payload) -> true);
        Instant died = lab.now;
        lab.run(Duration.ofSeconds(30));
        assertTrue(alice.isRelayedTo(bob));
        Instant givenUp = alice.firstSeen(Observation.PathGivenUp.class, seen -> true).orElseThrow();
        Duration taken = Duration.between(died, givenUp);
        assertTrue(taken.compareTo(Duration.ofSeconds(14)) > 0, "gave up after " + taken);
        assertTrue(taken.compareTo(Duration.ofSeconds(21)) < 0, "gave up after " + taken);
    }

    @Test
    void aPathThatCarriesOnlySmallDatagramsFromNowOnIsGivenUp() {
        directPair(6);
        exchange(Duration.ofMillis(20), Duration.ofSeconds(30));
        lab.run(Duration.ofSeconds(1));
        lab.drop((from, to, payload) -> payload.length > 900);
        lab.run(Duration.ofSeconds(20));
        assertTrue(alice.isRelayedTo(bob));
        assertTrue(longestGap(bob).compareTo(Duration.ofSeconds(1)) <= 0, "gap of " + longestGap(bob));
        assertTrue(alice.observed(Observation.PathGivenUp.class).getFirst().reason().contains("full-size"));
    }

    @Test
    void goesDirectAgainWhenThePathHeals() {
        directPair(7);
        lab.drop((from, to, payload) -> true);
        lab.run(Duration.ofSeconds(40));
        lab.dropNothing();
        lab.run(Duration.ofSeconds(61));
        assertTrue(alice.isDirectTo(bob));
        assertTrue(bob.isDirectTo(alice));
    }

    @Test
    void followsAnInterfaceSwitchAtOnce() {
        directPair(8);
        exchange(Duration.ofMillis(20), Duration.ofSeconds(10));
        lab.run(Duration.ofSeconds(1));
        alice.moveTo("192.0.2.77:7777");
        Instant moved = lab.now;
        lab.run(Duration.ofSeconds(4));
        Instant direct = alice.firstSeen(Observation.PathValidated.class,
                seen -> seen.path().toString().contains("socket 2")).orElseThrow();
        assertTrue(Duration.between(moved, direct).compareTo(Duration.ofMillis(200)) < 0);
        assertTrue(bob.isDirectTo(alice));
        assertTrue(longestGap(bob).compareTo(Duration.ofSeconds(1)) <= 0, "gap of " + longestGap(bob));
        assertTrue(longestGap(alice).compareTo(Duration.ofSeconds(1)) <= 0, "gap of " + longestGap(alice));
    }

    @Test
    void trustsNothingAfterASuspension() {
        directPair(9);
        lab.drop((from, to, payload) -> true);
        alice.handle(new MagicSockEvent.Resumed(Duration.ofMinutes(5)));
        assertTrue(alice.core.remote(bob.id()).orElseThrow().inDoubt());
        bob.delivered.clear();
        alice.send(bob, Lab.quic(1, 500));
        lab.run(Duration.ofMillis(100));
        assertEquals(1, bob.delivered.size());
        lab.dropNothing();
        lab.run(Duration.ofSeconds(1));
        assertFalse(alice.core.remote(bob.id()).orElseThrow().inDoubt());
    }

    @Test
    void aDeadRelayLeavesADirectPathAlone() {
        directPair(10);
        lab.killRelay(Lab.RELAY);
        exchange(Duration.ofMillis(50), Duration.ofSeconds(5));
        lab.run(Duration.ofSeconds(6));
        assertEquals(100, bob.delivered.size());
        assertTrue(alice.isDirectTo(bob));
    }

    @Test
    void aRelayedPairComesBackWhenTheRelayDoes() {
        lab = new Lab(11);
        pair(lab);
        lab.drop((from, to, payload) -> true);
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(2));
        assertTrue(alice.isRelayedTo(bob));
        lab.killRelay(Lab.RELAY);
        lab.run(Duration.ofSeconds(3));
        assertFalse(alice.isRelayedTo(bob));
        lab.reviveRelay(Lab.RELAY);
        lab.run(Duration.ofSeconds(20));
        assertTrue(alice.isRelayedTo(bob));
        alice.send(bob, Lab.quic(7, 100));
        lab.run(Duration.ofSeconds(1));
        assertEquals(7, Lab.numberOf(bob.delivered.getLast()));
    }

    @Test
    void withoutAnyPathDatagramsAreDroppedByName() {
        lab = new Lab(12);
        alice = lab.node("192.0.2.1:1000", MagicSockConfig.builder().build());
        bob = lab.node("192.0.2.2:2000", MagicSockConfig.builder().build());
        alice.start();
        alice.add(bob, List.of(), List.of());
        alice.send(bob, Lab.quic(1, 100));
        assertEquals(List.of(DropReason.NO_PATH),
                alice.observed(Observation.DatagramDropped.class).stream().map(drop -> drop.reason()).toList());
    }

    private void directPair(int seed) {
        lab = new Lab(seed);
        pair(lab);
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address));
        bob.add(alice, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(2));
        assertTrue(alice.isDirectTo(bob));
        assertTrue(bob.isDirectTo(alice));
    }

    private void pair(Lab where) {
        alice = where.node("192.0.2.1:1000", Lab.withRelay().build());
        bob = where.node("192.0.2.2:2000", Lab.withRelay().build());
        alice.start();
        bob.start();
        where.run(Duration.ofSeconds(1));
    }

    private void exchange(Duration interval, Duration until) {
        alice.delivered.clear();
        bob.delivered.clear();
        lab.every(interval, until, number -> {
            alice.send(bob, Lab.quic(number, 1000));
            bob.send(alice, Lab.quic(number, 1000));
        });
    }

    private static Duration longestGap(Lab.Node node) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < node.delivered.size(); i++) {
            Duration gap = Duration.between(node.delivered.get(i - 1).at(), node.delivered.get(i).at());
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
