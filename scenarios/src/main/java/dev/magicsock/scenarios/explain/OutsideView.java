package dev.magicsock.scenarios.explain;

import dev.magicsock.netsim.nat.FilterScope;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
import dev.magicsock.netsim.nat.PortRange;
import dev.magicsock.netsim.nat.UnsolicitedInbound;
import java.util.List;

/**
 * How one endpoint behind a row of NATs looks from outside, while nobody else behind them competes for its ports.
 *
 * @param mapping   on what its external endpoint depends; a NAT that overloads a kept port depends on nothing
 * @param filtering who gets in
 * @param countsAll whether the filter counts the contacts of all its mappings instead of one
 * @param ports     what port comes next, where a mapping depends on something
 * @param mappings  how many it can have at once
 */
record OutsideView(MappingBehavior mapping, FilteringBehavior filtering, boolean countsAll, Ports ports, int mappings) {

    /** Without a NAT everybody gets in, and the port is one's own. */
    private static final OutsideView OPEN = new OutsideView(MappingBehavior.ENDPOINT_INDEPENDENT,
            FilteringBehavior.ENDPOINT_INDEPENDENT, false, new Ports.Kept(), 1 << 16);

    /** RFC 6335 section 6: the ports that hosts take for themselves. */
    private static final int DYNAMIC_FIRST = 49_152;
    private static final int DYNAMIC_LAST = 65_535;

    /** @param nats the innermost first */
    static OutsideView of(List<NatBehavior> nats) {
        return fold(nats, false);
    }

    /** The same after unsolicited packets have taken the flows that its kept port would have used. */
    static OutsideView afterClaims(List<NatBehavior> nats) {
        return fold(nats, true);
    }

    /** Whether {@link #afterClaims} can come true. */
    static boolean canBeClaimed(List<NatBehavior> nats) {
        return nats.stream().anyMatch(nat -> nat.unsolicitedInbound() == UnsolicitedInbound.CLAIMS_FLOW
                && isKeptBeforehand(nat.ports()));
    }

    /** Whether everybody outside sees the same endpoint. */
    boolean looksTheSame() {
        return mapping == MappingBehavior.ENDPOINT_INDEPENDENT;
    }

    /**
     * Whom the filter really lets in: once this side has sent to the other one through any mapping, a filter by address
     * that counts all of them lets in whatever comes from there.
     */
    FilteringBehavior effectiveFiltering() {
        return countsAll && !looksTheSame() && filtering == FilteringBehavior.ADDRESS_DEPENDENT
                ? FilteringBehavior.ENDPOINT_INDEPENDENT : filtering;
    }

    /** Whether a packet gets in that comes from an unknown port of a known address. */
    boolean letsInOtherPorts() {
        return effectiveFiltering() != FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT;
    }

    /** Whether a packet gets in that comes from nobody known. */
    boolean letsInAnybody() {
        return effectiveFiltering() == FilteringBehavior.ENDPOINT_INDEPENDENT;
    }

    private static OutsideView fold(List<NatBehavior> nats, boolean claimed) {
        OutsideView view = OPEN;
        for (NatBehavior nat : nats) {
            view = view.behind(one(nat, claimed));
        }
        return view;
    }

    /**
     * Another NAT beyond: an endpoint looks the same only if it does to both, and has to get in at both. What the inner
     * one maps anew is a new internal endpoint to the outer one, whose filter then has nothing else to count.
     */
    private OutsideView behind(OutsideView outer) {
        boolean outerCountsAll = outer.countsAll && looksTheSame();
        int strictest = filtering.compareTo(outer.filtering);
        boolean all = strictest > 0 ? countsAll : strictest < 0 ? outerCountsAll : countsAll && outerCountsAll;
        Ports next = outer.ports instanceof Ports.Kept ? ports : outer.ports;
        return new OutsideView(mapping.compareTo(outer.mapping) > 0 ? mapping : outer.mapping,
                strictest > 0 ? filtering : outer.filtering, all, next, Math.min(mappings, outer.mappings));
    }

    private static OutsideView one(NatBehavior nat, boolean claimed) {
        boolean taken = claimed && nat.unsolicitedInbound() == UnsolicitedInbound.CLAIMS_FLOW;
        boolean overloads = isShared(nat.ports()) && !taken
                && nat.portRange().contains(DYNAMIC_FIRST) && nat.portRange().contains(DYNAMIC_LAST);
        return new OutsideView(overloads ? MappingBehavior.ENDPOINT_INDEPENDENT : nat.mapping(), nat.filtering(),
                nat.filterScope() == FilterScope.INTERNAL_ENDPOINT, overloads ? new Ports.Kept() : next(nat),
                nat.limits().mappingsPerSubscriber());
    }

    /** The port of a second mapping, when the first has the internal port where ports are kept. */
    private static Ports next(NatBehavior nat) {
        Ports random = new Ports.Random(nat.portRange().size());
        return switch (nat.ports()) {
            case PortAssignment.Preserving(WhenTaken whenTaken) -> whenTaken(whenTaken, random);
            case PortAssignment.PreservingWithOverloading(WhenTaken whenTaken) -> whenTaken(whenTaken, random);
            case PortAssignment.Sequential(int step) -> new Ports.Stepping(step);
            case PortAssignment.PerSubscriberBlock _ -> new Ports.Stepping(1);
            case PortAssignment.Random _ -> random;
            // The class of dynamic ports; which ones of it are twice as likely matters to nobody.
            case PortAssignment.Netfilter _ -> new Ports.Random(
                    Math.min(nat.portRange().size(), PortRange.UNPRIVILEGED.size()));
        };
    }

    /** Whether an internal endpoint keeps its port towards everybody, as long as nobody else wants the very flow. */
    private static boolean isShared(PortAssignment ports) {
        return switch (ports) {
            case PortAssignment.PreservingWithOverloading _ -> true;
            case PortAssignment.Netfilter(PortAssignment.Netfilter.First first) ->
                    first == PortAssignment.Netfilter.First.KNOWN_PORT;
            case PortAssignment.Preserving _, PortAssignment.Sequential _, PortAssignment.PerSubscriberBlock _,
                    PortAssignment.Random _ -> false;
        };
    }

    private static boolean isKeptBeforehand(PortAssignment ports) {
        return isShared(ports) || ports instanceof PortAssignment.Preserving;
    }

    private static Ports whenTaken(WhenTaken whenTaken, Ports random) {
        return whenTaken == WhenTaken.RANDOM ? random : new Ports.Stepping(1);
    }
}
