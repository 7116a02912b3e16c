package dev.magicsock.netsim.nat;

import java.time.Duration;
import java.util.Optional;

/**
 * Everything that can be chosen about a translator. The knobs are independent of each other except where a combination
 * would contradict itself; the constructor refuses those with a sentence.
 *
 * <p>Refresh: a packet of a session that is let through in a direction of {@code mappingRefresh} gives the session and
 * its mapping their lifetime again. Filters have a direction of their own, {@code filterRefresh}: with {@link
 * Refresh#OUTBOUND} a remote endpoint that only ever sends is shut out after the lifetime although its packets may keep
 * the mapping alive. A filter that has expired opens again with the next packet from the inside, in every case.
 *
 * @param mapping            RFC 4787 section 4.1
 * @param filtering          RFC 4787 section 5
 * @param filterScope        whose contacts the filter counts
 * @param ports              RFC 4787 section 4.2.1
 * @param portRange          the external ports that may be assigned
 * @param portParity         whether even ports become even ones and odd ones odd (RFC 4787 section 4.2.2)
 * @param portReuseDelay     how long the port of a mapping that expired is assigned to nobody; may be zero
 * @param pooling            which of several external addresses a mapping gets
 * @param udp                lifetimes of UDP sessions
 * @param stream             lifetimes of stream sessions
 * @param mappingRefresh     which packets refresh sessions and mappings (RFC 4787 section 4.3)
 * @param filterRefresh      which packets refresh filters
 * @param mappingLifeMax     age at which a mapping ends although it is used; empty for never
 * @param hairpinning        RFC 4787 section 6
 * @param icmp               RFC 4787 section 9
 * @param limits             bounds of the tables
 * @param underPortConflict  behaviour of mappings whose internal port was taken; empty for no difference
 * @param unsolicitedInbound what an inbound packet without a session leaves behind
 * @param ipv6               whether IPv6 is routed or translated
 * @param payload            whether addresses in UDP datagrams are translated too
 * @param portMapping        how it answers requests for port mappings over IPv4; empty if it does not
 */
public record NatBehavior(
        MappingBehavior mapping,
        FilteringBehavior filtering,
        FilterScope filterScope,
        PortAssignment ports,
        PortRange portRange,
        boolean portParity,
        Duration portReuseDelay,
        Pooling pooling,
        Lifetimes udp,
        Lifetimes stream,
        Refresh mappingRefresh,
        Refresh filterRefresh,
        Optional<Duration> mappingLifeMax,
        Hairpinning hairpinning,
        IcmpHandling icmp,
        NatLimits limits,
        Optional<ConflictBehavior> underPortConflict,
        UnsolicitedInbound unsolicitedInbound,
        Ipv6Handling ipv6,
        PayloadHandling payload,
        Optional<PortMappingServer> portMapping) {

    public NatBehavior {
        if (ports instanceof PortAssignment.Netfilter && !portReuseDelay.isZero()) {
            throw new IllegalArgumentException("netfilter's ports are shared, so none of them can rest");
        }
        if (portReuseDelay.isNegative()) {
            throw new IllegalArgumentException("the port reuse delay must not be negative: " + portReuseDelay);
        }
        mappingLifeMax.ifPresent(life -> Lifetimes.requirePositive("longest", life));
        requirePortsThatFit(ports, portRange, portParity);
        if (pooling == Pooling.ONE_TO_ONE) {
            requireWholeAddresses(mapping, ports, portRange, portReuseDelay, unsolicitedInbound);
        }
        if (ports instanceof PortAssignment.PerSubscriberBlock && pooling == Pooling.ARBITRARY) {
            throw new IllegalArgumentException(
                    "a block of ports ties a subscriber to one external address, so pooling must be paired");
        }
        if (underPortConflict.isPresent() && !(ports instanceof PortAssignment.Preserving)) {
            throw new IllegalArgumentException(
                    "behaviour under port conflict needs ports that are preserved without overloading: "
                            + "others have no conflict");
        }
        if (unsolicitedInbound == UnsolicitedInbound.CLAIMS_FLOW && !remembersFlows(ports)) {
            throw new IllegalArgumentException(
                    "unsolicited packets can claim a flow only where the external port is known beforehand: "
                            + "ports must be preserved, or netfilter's");
        }
    }

    /** Keeping all ports of an address that nobody else has leaves nothing for the other knobs of ports to do. */
    private static void requireWholeAddresses(MappingBehavior mapping, PortAssignment ports, PortRange range,
            Duration reuseDelay, UnsolicitedInbound unsolicited) {
        if (mapping != MappingBehavior.ENDPOINT_INDEPENDENT || !(ports instanceof PortAssignment.Preserving)
                || !range.equals(PortRange.ALL)) {
            throw new IllegalArgumentException("one-to-one pooling keeps every port: it needs endpoint-independent "
                    + "mapping, preserved ports without overloading, and all ports 1 to 65535");
        }
        if (!reuseDelay.isZero() || unsolicited == UnsolicitedInbound.CLAIMS_FLOW) {
            throw new IllegalArgumentException("one-to-one pooling keeps every port: there can be neither a port reuse "
                    + "delay nor unsolicited packets that claim a flow");
        }
    }

    /** True if packets from the outside to an external address are let in without any mapping. */
    boolean isOpenToOutside() {
        return pooling == Pooling.ONE_TO_ONE && filtering == FilteringBehavior.ENDPOINT_INDEPENDENT;
    }

    private static void requirePortsThatFit(PortAssignment ports, PortRange range, boolean parity) {
        if (ports instanceof PortAssignment.Sequential(int step) && step >= range.size()) {
            throw new IllegalArgumentException("a step of " + step + " leads nowhere among " + range.size() + " ports");
        }
        if (ports instanceof PortAssignment.Netfilter && parity) {
            throw new IllegalArgumentException("netfilter's ports know no parity");
        }
        if (ports instanceof PortAssignment.PerSubscriberBlock(int block)) {
            if (block > range.size()) {
                throw new IllegalArgumentException("a block of " + block + " ports does not fit among " + range.size());
            }
            if (parity && block < 2) {
                throw new IllegalArgumentException("a block of one port has no port of the other parity");
            }
        }
    }

    private static boolean remembersFlows(PortAssignment ports) {
        return switch (ports) {
            case PortAssignment.Preserving _, PortAssignment.PreservingWithOverloading _,
                    PortAssignment.Netfilter _ -> true;
            case PortAssignment.Sequential _, PortAssignment.Random _, PortAssignment.PerSubscriberBlock _ -> false;
        };
    }

    /** A builder that starts from what RFC 4787 requires and recommends; see {@link NatBehaviorBuilder}. */
    public static NatBehaviorBuilder builder() {
        return new NatBehaviorBuilder();
    }

    /** A builder that starts from this behaviour. */
    public NatBehaviorBuilder toBuilder() {
        return new NatBehaviorBuilder(this);
    }
}
