package dev.magicsock.netsim.conformance;

import static dev.magicsock.netsim.conformance.NatRequirement.REQ_1;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_10;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_11;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_12A;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_12B;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_13;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_2;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_3;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_3A;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_4;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_5;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_5C;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_6;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_8;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_9;
import static dev.magicsock.netsim.conformance.NatRequirement.REQ_9A;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.nat.ConflictBehavior;
import dev.magicsock.netsim.nat.FilterScope;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Hairpinning;
import dev.magicsock.netsim.nat.IcmpHandling;
import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatBehaviorBuilder;
import dev.magicsock.netsim.nat.NatLimits;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PayloadHandling;
import dev.magicsock.netsim.nat.Pooling;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
import dev.magicsock.netsim.nat.PortMappingServer;
import dev.magicsock.netsim.nat.PortRange;
import dev.magicsock.netsim.nat.Refresh;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The checklist of RFC 4787: green for the compliant preset, and each knob turns red just what the table says. */
class Rfc4787Test {

    private record Knob(String name, UnaryOperator<NatBehaviorBuilder> turn, Set<NatRequirement> red) {
    }

    private static final List<Knob> KNOBS = List.of(
            knob("mapping per address", each -> each.mapping(MappingBehavior.ADDRESS_DEPENDENT), REQ_1),
            knob("mapping per endpoint", each -> each.mapping(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT), REQ_1),
            knob("filtering per address", each -> each.filtering(FilteringBehavior.ADDRESS_DEPENDENT)),
            knob("filtering per endpoint", each -> each.filtering(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT), REQ_8),
            knob("filter scope", each -> each.filterScope(FilterScope.INTERNAL_ENDPOINT)),
            knob("overloading", each -> each.ports(new PortAssignment.PreservingWithOverloading(WhenTaken.RANDOM)),
                    REQ_3),
            knob("netfilter's ports", each -> each.portParity(false)
                    .ports(new PortAssignment.Netfilter(PortAssignment.Netfilter.First.KNOWN_PORT)), REQ_3, REQ_4),
            knob("netfilter's random ports", each -> each.portParity(false)
                    .ports(new PortAssignment.Netfilter(PortAssignment.Netfilter.First.RANDOM_PORT)), REQ_4),
            knob("answers for port mappings", each -> each.portMapping(new PortMappingServer(
                    List.of(PortMappingServer.Protocol.PCP), PortMappingServer.Failure.NONE))),
            knob("rewritten payloads", each -> each.payload(PayloadHandling.REWRITTEN), REQ_10),
            knob("sequential ports", each -> each.ports(new PortAssignment.Sequential(1)), REQ_3A),
            knob("random ports", each -> each.ports(new PortAssignment.Random()), REQ_3A),
            knob("blocks of ports", each -> each.ports(new PortAssignment.PerSubscriberBlock(2048)), REQ_3A),
            knob("no low ports", each -> each.portRange(PortRange.UNPRIVILEGED), REQ_3A),
            knob("no parity", each -> each.portParity(false), REQ_4),
            knob("reuse delay", each -> each.portReuseDelay(Duration.ofMinutes(2))),
            knob("arbitrary pooling", each -> each.pooling(Pooling.ARBITRARY), REQ_2),
            knob("one minute", each -> each.udp(Lifetimes.udp(Duration.ofMinutes(1))), REQ_5, REQ_5C),
            knob("short without reply", each -> each.udp(Lifetimes.udp(Duration.ofSeconds(30), Duration.ofMinutes(5))),
                    REQ_5, REQ_5C),
            knob("two minutes", each -> each.udp(Lifetimes.udp(Duration.ofMinutes(2))), REQ_5C),
            knob("refresh from outside only", each -> each.mappingRefresh(Refresh.INBOUND), REQ_6),
            knob("refresh both ways", each -> each.mappingRefresh(Refresh.BOTH).filterRefresh(Refresh.BOTH)),
            knob("capped life", each -> each.mappingLifeMax(Duration.ofMinutes(10)), REQ_6),
            knob("no hairpinning", each -> each.hairpinning(Hairpinning.NONE), REQ_9, REQ_9A),
            knob("internal source", each -> each.hairpinning(Hairpinning.INTERNAL_SOURCE), REQ_9A),
            knob("no ICMP", each -> each.icmp(IcmpHandling.DROP), REQ_12A, REQ_12B, REQ_13),
            knob("limits", each -> each.limits(new NatLimits(1000, 100, 1000))),
            knob("other behaviour under conflict", each -> each.underPortConflict(new ConflictBehavior(
                    MappingBehavior.ADDRESS_AND_PORT_DEPENDENT,
                    FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT)), REQ_11));

    private static Knob knob(String name, UnaryOperator<NatBehaviorBuilder> turn, NatRequirement... red) {
        Set<NatRequirement> set = EnumSet.noneOf(NatRequirement.class);
        set.addAll(Arrays.asList(red));
        return new Knob(name, turn, set);
    }

    @Test
    void compliantPresetMeetsEveryRequirement() {
        assertEquals(EnumSet.noneOf(NatRequirement.class), violated(NatPreset.RFC_4787.behavior()));
    }

    @Test
    void eachKnobViolatesExactlyWhatTheTableSays() {
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        for (Knob knob : KNOBS) {
            NatBehavior behavior = knob.turn.apply(NatPreset.RFC_4787.behavior().toBuilder()).build();
            expected.append(knob.name).append(": ").append(knob.red).append('\n');
            actual.append(knob.name).append(": ").append(violated(behavior)).append('\n');
        }
        assertEquals(expected.toString(), actual.toString());
    }

    @Test
    void recommendedDefaultsOfTheBuilderLackOnlyWhatHomeRoutersLack() {
        assertEquals(EnumSet.of(REQ_3A, REQ_4, REQ_8), violated(NatBehavior.builder().build()));
    }

    private static Set<NatRequirement> violated(NatBehavior behavior) {
        Set<NatRequirement> violated = EnumSet.noneOf(NatRequirement.class);
        for (NatRequirement requirement : NatRequirement.values()) {
            if (!requirement.holds(behavior)) {
                violated.add(requirement);
            }
        }
        return violated;
    }
}
