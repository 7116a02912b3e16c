package dev.magicsock.netsim.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.firewall.Firewall;
import dev.magicsock.netsim.firewall.FirewallBehavior;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.Refresh;
import dev.magicsock.netsim.packet.IcmpError;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** RFC 6092 section 3.2: what it asks of a residential IPv6 firewall for UDP, and what each knob violates. */
class Rfc6092Test {

    private static final IpEndpoint ALICE = IpEndpoint.parse("[2001:db8:1::1]:5000");
    private static final IpEndpoint REMOTE = IpEndpoint.parse("[2001:db8:2::7]:4444");
    private static final IpEndpoint OTHER_PORT = IpEndpoint.parse("[2001:db8:2::7]:5555");
    private static final IpEndpoint ROUTER = IpEndpoint.parse("[2001:db8:3::1]:0");

    private static final FirewallBehavior COMPLIANT = FirewallBehavior.of(FilteringBehavior.ENDPOINT_INDEPENDENT);

    private enum Requirement {
        /** A flow is remembered for two minutes. */
        REC_14(behavior -> letsInAfter(behavior, Duration.ofSeconds(119))),
        /** By default for five. */
        REC_14_DEFAULT(behavior -> letsInAfter(behavior, Duration.ofSeconds(299))),
        /** Packets from the inside refresh it. */
        REC_16(Rfc6092Test::isRefreshedFromInside),
        /** Filtering that is endpoint-independent or address-dependent. */
        REC_17(behavior -> {
            Box box = contacted(behavior);
            return box.in(ALICE, OTHER_PORT).isPresent();
        }),
        /** Errors about its packets are let in. */
        REC_18(behavior -> {
            Box box = contacted(behavior);
            return box.error(ROUTER.address(), new IcmpError.PacketTooBig(1280), ALICE, REMOTE).isPresent()
                    && box.error(REMOTE.address(), new IcmpError.PortUnreachable(), ALICE, REMOTE).isPresent();
        }),
        /** And end no flow. */
        REC_19(behavior -> {
            Box box = contacted(behavior);
            box.error(REMOTE.address(), new IcmpError.PortUnreachable(), ALICE, REMOTE);
            return box.in(ALICE, REMOTE).isPresent();
        });

        private final Predicate<FirewallBehavior> check;

        Requirement(Predicate<FirewallBehavior> check) {
            this.check = check;
        }
    }

    @Test
    void bothFilteringsThatItAllowsMeetEveryRequirement() {
        assertViolated(COMPLIANT);
        assertViolated(FirewallBehavior.of(FilteringBehavior.ADDRESS_DEPENDENT));
    }

    @Test
    void eachKnobViolatesExactlyItsRequirements() {
        assertViolated(FirewallBehavior.of(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT), Requirement.REC_17);
        assertViolated(COMPLIANT.withUdp(Lifetimes.udp(Duration.ofMinutes(1))), Requirement.REC_14,
                Requirement.REC_14_DEFAULT);
        assertViolated(COMPLIANT.withUdp(Lifetimes.udp(Duration.ofMinutes(2))), Requirement.REC_14_DEFAULT);
        assertViolated(new FirewallBehavior(COMPLIANT.filtering(), COMPLIANT.udp(), COMPLIANT.stream(),
                Refresh.INBOUND, COMPLIANT.flows()), Requirement.REC_16);
        assertViolated(new FirewallBehavior(COMPLIANT.filtering(), COMPLIANT.udp(), COMPLIANT.stream(),
                Refresh.OUTBOUND, COMPLIANT.flows()));
    }

    @Test
    void whoeverWasNotSentToFirstStaysOutside() {
        Box box = new Box(Firewall.of(COMPLIANT));

        assertEquals(false, box.in(ALICE, REMOTE).isPresent());
        assertEquals(false, box.error(ROUTER.address(), new IcmpError.HostUnreachable(), ALICE, REMOTE).isPresent());
    }

    private static void assertViolated(FirewallBehavior behavior, Requirement... expected) {
        Set<Requirement> violated = EnumSet.noneOf(Requirement.class);
        for (Requirement requirement : Requirement.values()) {
            if (!requirement.check.test(behavior)) {
                violated.add(requirement);
            }
        }
        assertEquals(Set.of(expected), violated, behavior.toString());
    }

    private static Box contacted(FirewallBehavior behavior) {
        Box box = new Box(Firewall.of(behavior));
        box.mapped(ALICE, REMOTE);
        return box;
    }

    private static boolean letsInAfter(FirewallBehavior behavior, Duration silence) {
        return contacted(behavior).at(silence).in(ALICE, REMOTE).isPresent();
    }

    private static boolean isRefreshedFromInside(FirewallBehavior behavior) {
        Duration step = behavior.udp().unreplied().multipliedBy(6).dividedBy(10);
        Box box = contacted(behavior);
        box.at(step).mapped(ALICE, REMOTE);
        return box.at(step.multipliedBy(2)).in(ALICE, REMOTE).isPresent();
    }
}
