package dev.magicsock.netsim.conformance;

import static dev.magicsock.netsim.conformance.Box.ALICE;
import static dev.magicsock.netsim.conformance.Box.BOB;
import static dev.magicsock.netsim.conformance.Box.ELSEWHERE;
import static dev.magicsock.netsim.conformance.Box.OTHER_PORT;
import static dev.magicsock.netsim.conformance.Box.REMOTE;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.packet.IcmpError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What RFC 4787 asks of a NAT, found out from its two sides alone. REQ-7 concerns the address plan and is tested with
 * whole networks; REQ-14 and the second half of REQ-13 concern fragments, which the network does not have.
 */
enum NatRequirement {

    /** Endpoint-independent mapping. */
    REQ_1(NatRequirement::mapsIndependently),
    /** Paired pooling. */
    REQ_2(NatRequirement::pairs),
    /** No port overloading. */
    REQ_3(NatRequirement::givesEachItsOwnPort),
    /** Ports below 1024 stay below, others stay above. */
    REQ_3A(NatRequirement::keepsTheRange),
    /** Port parity. */
    REQ_4(NatRequirement::keepsParity),
    /** A mapping lives for two minutes. */
    REQ_5(behavior -> letsInAfter(behavior, Duration.ofSeconds(119))),
    /** Recommended: five minutes. */
    REQ_5C(behavior -> letsInAfter(behavior, Duration.ofSeconds(299))),
    /** Packets from the inside refresh the mapping, however often they did already. */
    REQ_6(NatRequirement::isRefreshedFromInside),
    /** Filtering that is endpoint-independent or address-dependent. */
    REQ_8(NatRequirement::letsOtherPortsIn),
    /** Hairpinning. */
    REQ_9(behavior -> hairpinned(behavior).isPresent()),
    /** With the external source. */
    REQ_9A(behavior -> hairpinned(behavior).filter(source -> !source.equals(ALICE)).isPresent()),
    /** What datagrams carry is left alone: no application level gateway is on. */
    REQ_10(NatRequirement::leavesPayloadsAlone),
    /** The same behaviour for whoever could not have the preserved port. */
    REQ_11(NatRequirement::treatsAllAlike),
    /** ICMP errors end no mapping. */
    REQ_12(NatRequirement::survivesErrors),
    /** They are let in whoever on the way sends them. */
    REQ_12A(behavior -> passesError(behavior, ELSEWHERE.address(), new IcmpError.HostUnreachable())),
    /** Destination unreachable is supported. */
    REQ_12B(behavior -> passesError(behavior, REMOTE.address(), new IcmpError.PortUnreachable())),
    /** A sender inside learns that its packets are too big. */
    REQ_13(behavior -> passesError(behavior, ELSEWHERE.address(), new IcmpError.PacketTooBig(1280)));

    private static final int POOL = 4;

    private final Predicate<NatBehavior> check;

    NatRequirement(Predicate<NatBehavior> check) {
        this.check = check;
    }

    boolean holds(NatBehavior behavior) {
        return check.test(behavior);
    }

    private static Box box(NatBehavior behavior) {
        return new Box(Nat.of(behavior));
    }

    private static boolean mapsIndependently(NatBehavior behavior) {
        return mapsIndependently(box(behavior), ALICE);
    }

    private static boolean mapsIndependently(Box box, IpEndpoint internal) {
        return List.of(REMOTE, OTHER_PORT, ELSEWHERE).stream().map(to -> box.mapped(internal, to)).distinct()
                .count() == 1;
    }

    private static boolean pairs(NatBehavior behavior) {
        Box box = new Box(Nat.of(behavior), POOL);
        return IntStream.range(0, 20).mapToObj(i -> IpEndpoint.of(ALICE.address(), 5000 + i))
                .map(socket -> box.mapped(socket, REMOTE).address()).distinct().count() == 1;
    }

    private static boolean givesEachItsOwnPort(NatBehavior behavior) {
        Box box = box(behavior);
        return !box.mapped(ALICE, REMOTE).equals(box.mapped(BOB, ELSEWHERE));
    }

    private static boolean keepsTheRange(NatBehavior behavior) {
        Box box = box(behavior);
        return IntStream.of(1, 500, 1023).allMatch(port -> external(box, port) < 1024)
                && IntStream.of(1024, 5000, 65_535).allMatch(port -> external(box, port) >= 1024);
    }

    private static int external(Box box, int port) {
        return box.mapped(IpEndpoint.of(ALICE.address(), port), REMOTE).port();
    }

    private static boolean keepsParity(NatBehavior behavior) {
        Box box = box(behavior);
        return IntStream.range(0, 40).allMatch(i -> {
            IpEndpoint internal = IpEndpoint.of(i % 2 == 0 ? ALICE.address() : BOB.address(), 5000 + i / 2);
            return (box.mapped(internal, REMOTE).port() & 1) == (internal.port() & 1);
        });
    }

    private static boolean letsInAfter(NatBehavior behavior, Duration silence) {
        Box box = box(behavior);
        IpEndpoint external = box.mapped(ALICE, REMOTE);
        return box.at(silence).in(external, REMOTE).isPresent();
    }

    private static boolean isRefreshedFromInside(NatBehavior behavior) {
        return IntStream.rangeClosed(1, 5).allMatch(times -> lastsThrough(times, behavior));
    }

    private static boolean lastsThrough(int refreshes, NatBehavior behavior) {
        Duration step = behavior.udp().unreplied().multipliedBy(6).dividedBy(10);
        Box box = box(behavior);
        IpEndpoint external = box.mapped(ALICE, REMOTE);
        for (int i = 1; i <= refreshes; i++) {
            box.at(step.multipliedBy(i)).mapped(ALICE, REMOTE);
        }
        return box.at(step.multipliedBy(refreshes + 1)).in(external, REMOTE).isPresent();
    }

    private static boolean letsOtherPortsIn(NatBehavior behavior) {
        Box box = box(behavior);
        return box.in(box.mapped(ALICE, REMOTE), OTHER_PORT).isPresent();
    }

    /** Each has sent to the other first, so that filters are open; the source that the other host sees. */
    private static Optional<IpEndpoint> hairpinned(NatBehavior behavior) {
        IpEndpoint other = IpEndpoint.of(BOB.address(), 6000);
        Box box = box(behavior);
        IpEndpoint alice = box.mapped(ALICE, REMOTE);
        IpEndpoint others = box.mapped(other, REMOTE);
        box.hairpin(other, alice);
        return box.hairpin(ALICE, others).filter(packet -> packet.destination().equals(other))
                .map(packet -> packet.source());
    }

    private static boolean leavesPayloadsAlone(NatBehavior behavior) {
        Box box = box(behavior);
        IpEndpoint external = box.mapped(ALICE, REMOTE);
        return !box.outCarries(ALICE, REMOTE, ALICE.address().toBytes(), external.address().toBytes())
                && !box.inCarries(external, REMOTE, external.address().toBytes(), ALICE.address().toBytes());
    }

    private static boolean treatsAllAlike(NatBehavior behavior) {
        Box box = box(behavior);
        boolean first = mapsIndependently(box, ALICE);
        boolean second = mapsIndependently(box, BOB);
        IpEndpoint stranger = IpEndpoint.parse("198.51.100.9:4444");
        return first == second && box.in(box.mapped(ALICE, REMOTE), stranger).isPresent()
                == box.in(box.mapped(BOB, REMOTE), stranger).isPresent();
    }

    private static boolean survivesErrors(NatBehavior behavior) {
        Box box = box(behavior);
        IpEndpoint external = box.mapped(ALICE, REMOTE);
        box.error(REMOTE.address(), new IcmpError.PortUnreachable(), external, REMOTE);
        box.error(ELSEWHERE.address(), new IcmpError.HostUnreachable(), external, REMOTE);
        return box.in(external, REMOTE).isPresent() && box.mapped(ALICE, REMOTE).equals(external);
    }

    private static boolean passesError(NatBehavior behavior, IpAddress reporter, IcmpError error) {
        Box box = box(behavior);
        IpEndpoint external = box.mapped(ALICE, REMOTE);
        return box.error(reporter, error, external, REMOTE).filter(ALICE::equals).isPresent();
    }
}
