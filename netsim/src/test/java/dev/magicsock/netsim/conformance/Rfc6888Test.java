package dev.magicsock.netsim.conformance;

import static dev.magicsock.netsim.conformance.Box.ALICE;
import static dev.magicsock.netsim.conformance.Box.BOB;
import static dev.magicsock.netsim.conformance.Box.ELSEWHERE;
import static dev.magicsock.netsim.conformance.Box.REMOTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatBehaviorBuilder;
import dev.magicsock.netsim.nat.NatLimits;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.Pooling;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RFC 6888 section 3, as far as it concerns packets: the carrier-grade preset, and what each knob violates. */
class Rfc6888Test {

    /** More sockets than a subscriber of the preset may have, far fewer than an address has ports. */
    private static final int MANY = 3000;

    private enum Requirement {
        /** Paired pooling. */
        REQ_2(Rfc6888Test::pairs),
        /** A limit of ports for each subscriber, so that the next one gets some. */
        REQ_4(Rfc6888Test::limitsSubscribers),
        /** Endpoint-independent filtering. */
        REQ_7(behavior -> {
            Box box = new Box(Nat.of(behavior));
            return box.in(box.mapped(ALICE, REMOTE), ELSEWHERE).isPresent();
        }),
        /** A port that was given up goes to nobody for two minutes. */
        REQ_8(Rfc6888Test::restsPorts),
        /** At the limit, what there is stays. */
        REQ_11(Rfc6888Test::keepsWhatThereIs);

        private final Predicate<NatBehavior> check;

        Requirement(Predicate<NatBehavior> check) {
            this.check = check;
        }
    }

    private record Knob(String name, UnaryOperator<NatBehaviorBuilder> turn, Set<Requirement> red) {
    }

    private static final List<Knob> KNOBS = List.of(
            knob("no limit", each -> each.limits(NatLimits.WIDE)
                    .ports(new PortAssignment.Preserving(WhenTaken.NEXT_HIGHER)), Requirement.REQ_4),
            knob("blocks alone limit", each -> each.limits(NatLimits.WIDE)),
            knob("limits alone limit", each -> each.ports(new PortAssignment.Random())),
            knob("filtering per address", each -> each.filtering(FilteringBehavior.ADDRESS_DEPENDENT),
                    Requirement.REQ_7),
            knob("arbitrary pooling", each -> each.pooling(Pooling.ARBITRARY).ports(new PortAssignment.Random()),
                    Requirement.REQ_2),
            knob("no reuse delay", each -> each.portReuseDelay(Duration.ZERO), Requirement.REQ_8),
            knob("short reuse delay", each -> each.portReuseDelay(Duration.ofSeconds(90)), Requirement.REQ_8));

    private static Knob knob(String name, UnaryOperator<NatBehaviorBuilder> turn, Requirement... red) {
        Set<Requirement> set = EnumSet.noneOf(Requirement.class);
        set.addAll(Arrays.asList(red));
        return new Knob(name, turn, set);
    }

    @Test
    void carrierGradePresetMeetsEveryRequirement() {
        assertEquals(Set.of(), violated(NatPreset.CARRIER_GRADE.behavior()));
    }

    @Test
    void eachKnobViolatesExactlyWhatTheTableSays() {
        for (Knob knob : KNOBS) {
            NatBehavior behavior = knob.turn.apply(NatPreset.CARRIER_GRADE.behavior().toBuilder()).build();
            assertEquals(knob.red, violated(behavior), knob.name);
        }
    }

    private static Set<Requirement> violated(NatBehavior behavior) {
        Set<Requirement> violated = EnumSet.noneOf(Requirement.class);
        for (Requirement requirement : Requirement.values()) {
            if (!requirement.check.test(behavior)) {
                violated.add(requirement);
            }
        }
        return violated;
    }

    private static boolean pairs(NatBehavior behavior) {
        Box box = new Box(Nat.of(behavior), 4);
        return sockets(ALICE, 20).map(socket -> box.mapped(socket, REMOTE).address()).distinct().count() == 1;
    }

    private static boolean limitsSubscribers(NatBehavior behavior) {
        Box box = new Box(Nat.of(behavior));
        long mapped = sockets(ALICE, MANY).filter(socket -> box.out(socket, REMOTE).isPresent()).count();
        return mapped < MANY && box.out(BOB, REMOTE).isPresent();
    }

    /** Another subscriber asks for many ports while the given-up one has to rest. */
    private static boolean restsPorts(NatBehavior behavior) {
        Box box = new Box(Nat.of(behavior));
        IpEndpoint given = box.mapped(ALICE, REMOTE);
        box.at(behavior.udp().unreplied().plusSeconds(119));
        return sockets(BOB, MANY).noneMatch(socket -> box.out(socket, REMOTE).filter(given::equals).isPresent());
    }

    private static boolean keepsWhatThereIs(NatBehavior behavior) {
        Box box = new Box(Nat.of(behavior));
        IpEndpoint first = box.mapped(ALICE, REMOTE);
        sockets(ALICE, MANY).forEach(socket -> box.out(socket, REMOTE));
        return box.in(first, REMOTE).filter(ALICE::equals).isPresent();
    }

    private static Stream<IpEndpoint> sockets(IpEndpoint first, int count) {
        return IntStream.range(0, count).mapToObj(i -> IpEndpoint.of(first.address(), first.port() + i));
    }
}
