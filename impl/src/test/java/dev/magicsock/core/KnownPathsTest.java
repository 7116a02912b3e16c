package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathSnapshot;
import dev.magicsock.path.PathState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of all the ways to a remote, in use or not. */
class KnownPathsTest {

    private static final InetSocketAddress NOBODY = SocketAddresses.parse("192.0.2.9:9");

    private final Lab lab = new Lab(1);
    private final Lab.Node alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
    private final Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());

    @Test
    void beforeAnyAnswerAllAreUnprovenUnmeasuredAndSilent() {
        alice.start();
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address, NOBODY));

        List<PathSnapshot> paths = pathsToBob();
        assertEquals(List.of(new PathId.Relayed(Lab.RELAY), direct(bob.address), direct(NOBODY)),
                paths.stream().map(PathSnapshot::id).toList());
        for (PathSnapshot path : paths) {
            assertEquals(new PathSnapshot(path.id(), PathState.UNPROVEN, false, false, Optional.empty(),
                    Optional.empty()), path);
        }
    }

    @Test
    void eachTellsItsOwnRoundTripAndWhenItWasHeard() {
        alice.start();
        bob.start();
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address, NOBODY));
        lab.run(Duration.ofSeconds(3));

        PathSnapshot relay = to(new PathId.Relayed(Lab.RELAY));
        PathSnapshot toBob = to(direct(bob.address));
        PathSnapshot toNobody = to(direct(NOBODY));
        assertEquals(PathState.VALIDATED, relay.state());
        assertFalse(relay.selected());
        assertEquals(lab.relayLatency.multipliedBy(4), relay.roundTrip().orElseThrow());
        assertEquals(PathState.VALIDATED, toBob.state());
        assertTrue(toBob.selected());
        assertEquals(lab.latency.multipliedBy(2), toBob.roundTrip().orElseThrow());
        assertTrue(toBob.lastHeard().orElseThrow().isAfter(Instant.EPOCH));
        assertFalse(toBob.lastHeard().orElseThrow().isAfter(lab.now));
        assertEquals(PathState.UNPROVEN, toNobody.state());
        assertEquals(Optional.empty(), toNobody.lastHeard());
    }

    @Test
    void aPathThatGoesSilentIsInDoubtThenGivenUpAndStillSaysWhenItWasHeard() {
        alice.start();
        bob.start();
        alice.add(bob, List.of(), List.of(bob.address));
        lab.run(Duration.ofSeconds(3));
        assertTrue(to(direct(bob.address)).selected());
        Instant cut = lab.now;
        lab.drop((from, to, payload) -> true);

        lab.every(Duration.ofMillis(100), Duration.ofSeconds(40), number -> alice.send(bob, Lab.quic(number, 1000)));
        lab.run(Duration.ofSeconds(2));
        assertTrue(to(direct(bob.address)).inDoubt());
        lab.run(Duration.ofSeconds(38));

        PathSnapshot dead = to(direct(bob.address));
        assertEquals(PathState.GIVEN_UP, dead.state());
        assertFalse(dead.inDoubt());
        assertFalse(dead.selected());
        assertFalse(dead.lastHeard().orElseThrow().isAfter(cut.plus(lab.latency)));
    }

    @Test
    void aRelayThatIsGoneStaysListedWithoutBeingProven() {
        alice.start();
        bob.start();
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(1));
        Instant heard = to(new PathId.Relayed(Lab.RELAY)).lastHeard().orElseThrow();
        lab.killRelay(Lab.RELAY);
        lab.run(Duration.ofSeconds(1));

        PathSnapshot relay = to(new PathId.Relayed(Lab.RELAY));
        assertEquals(PathState.UNPROVEN, relay.state());
        assertFalse(relay.lastHeard().orElseThrow().isBefore(heard));
    }

    @Test
    void aRemoteWithMoreAddressesThanAreKeptListsNoMore() {
        alice.start();
        List<InetSocketAddress> many = IntStream.range(0, 64)
                .mapToObj(i -> SocketAddresses.parse("192.0.2." + (100 + i) + ":1")).toList();
        alice.add(bob, List.of(), many);

        assertEquals(Bounds.DEFAULT.candidatesPerRemote(), pathsToBob().size());
    }

    private PathSnapshot to(PathId id) {
        return pathsToBob().stream().filter(path -> path.id().equals(id)).findFirst().orElseThrow();
    }

    private List<PathSnapshot> pathsToBob() {
        return alice.core.remote(bob.id()).orElseThrow().paths();
    }

    private PathId direct(InetSocketAddress address) {
        return new PathId.Direct(alice.socket, address);
    }
}
