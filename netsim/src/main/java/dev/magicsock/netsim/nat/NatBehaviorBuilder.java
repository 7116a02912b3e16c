package dev.magicsock.netsim.nat;

import java.time.Duration;
import java.util.Optional;

/**
 * Builds a {@link NatBehavior} knob by knob.
 *
 * <p>Starts from RFC 4787: endpoint-independent mapping (REQ-1), paired pooling (REQ-2), 5 minutes for UDP (REQ-5c),
 * outbound refresh (REQ-6), hairpinning with the external source (REQ-9a), ICMP errors translated (REQ-12 and section
 * 9). Three choices are what home routers do rather than what it recommends: address-and-port-dependent filtering,
 * preserved ports and no port parity.
 */
public final class NatBehaviorBuilder {

    /** RFC 4787 section 4.3, REQ-5c. */
    private static final Duration RECOMMENDED_UDP_LIFETIME = Duration.ofMinutes(5);

    private MappingBehavior mapping = MappingBehavior.ENDPOINT_INDEPENDENT;
    private FilteringBehavior filtering = FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT;
    private FilterScope filterScope = FilterScope.MAPPING;
    private PortAssignment ports = new PortAssignment.Preserving(PortAssignment.WhenTaken.NEXT_HIGHER);
    private PortRange portRange = PortRange.UNPRIVILEGED;
    private boolean portParity;
    private Duration portReuseDelay = Duration.ZERO;
    private Pooling pooling = Pooling.PAIRED;
    private Lifetimes udp = Lifetimes.udp(RECOMMENDED_UDP_LIFETIME);
    private Lifetimes stream = Lifetimes.STREAM;
    private Refresh mappingRefresh = Refresh.OUTBOUND;
    private Refresh filterRefresh = Refresh.OUTBOUND;
    private Optional<Duration> mappingLifeMax = Optional.empty();
    private Hairpinning hairpinning = Hairpinning.EXTERNAL_SOURCE;
    private IcmpHandling icmp = IcmpHandling.TRANSLATE;
    private NatLimits limits = NatLimits.WIDE;
    private Optional<ConflictBehavior> underPortConflict = Optional.empty();
    private UnsolicitedInbound unsolicitedInbound = UnsolicitedInbound.IGNORED;
    private Ipv6Handling ipv6 = Ipv6Handling.ROUTED;
    private PayloadHandling payload = PayloadHandling.KEPT;
    private Optional<PortMappingServer> portMapping = Optional.empty();

    NatBehaviorBuilder() {
    }

    NatBehaviorBuilder(NatBehavior from) {
        mapping = from.mapping();
        filtering = from.filtering();
        filterScope = from.filterScope();
        ports = from.ports();
        portRange = from.portRange();
        portParity = from.portParity();
        portReuseDelay = from.portReuseDelay();
        pooling = from.pooling();
        udp = from.udp();
        stream = from.stream();
        mappingRefresh = from.mappingRefresh();
        filterRefresh = from.filterRefresh();
        mappingLifeMax = from.mappingLifeMax();
        hairpinning = from.hairpinning();
        icmp = from.icmp();
        limits = from.limits();
        underPortConflict = from.underPortConflict();
        unsolicitedInbound = from.unsolicitedInbound();
        ipv6 = from.ipv6();
        payload = from.payload();
        portMapping = from.portMapping();
    }

    public NatBehaviorBuilder mapping(MappingBehavior value) {
        mapping = value;
        return this;
    }

    public NatBehaviorBuilder filtering(FilteringBehavior value) {
        filtering = value;
        return this;
    }

    public NatBehaviorBuilder filterScope(FilterScope value) {
        filterScope = value;
        return this;
    }

    public NatBehaviorBuilder ports(PortAssignment value) {
        ports = value;
        return this;
    }

    public NatBehaviorBuilder portRange(PortRange value) {
        portRange = value;
        return this;
    }

    public NatBehaviorBuilder portParity(boolean value) {
        portParity = value;
        return this;
    }

    public NatBehaviorBuilder portReuseDelay(Duration value) {
        portReuseDelay = value;
        return this;
    }

    public NatBehaviorBuilder pooling(Pooling value) {
        pooling = value;
        return this;
    }

    public NatBehaviorBuilder udp(Lifetimes value) {
        udp = value;
        return this;
    }

    public NatBehaviorBuilder stream(Lifetimes value) {
        stream = value;
        return this;
    }

    public NatBehaviorBuilder mappingRefresh(Refresh value) {
        mappingRefresh = value;
        return this;
    }

    public NatBehaviorBuilder filterRefresh(Refresh value) {
        filterRefresh = value;
        return this;
    }

    public NatBehaviorBuilder mappingLifeMax(Duration value) {
        mappingLifeMax = Optional.of(value);
        return this;
    }

    public NatBehaviorBuilder hairpinning(Hairpinning value) {
        hairpinning = value;
        return this;
    }

    public NatBehaviorBuilder icmp(IcmpHandling value) {
        icmp = value;
        return this;
    }

    public NatBehaviorBuilder limits(NatLimits value) {
        limits = value;
        return this;
    }

    public NatBehaviorBuilder underPortConflict(ConflictBehavior value) {
        underPortConflict = Optional.of(value);
        return this;
    }

    public NatBehaviorBuilder unsolicitedInbound(UnsolicitedInbound value) {
        unsolicitedInbound = value;
        return this;
    }

    public NatBehaviorBuilder ipv6(Ipv6Handling value) {
        ipv6 = value;
        return this;
    }

    public NatBehaviorBuilder payload(PayloadHandling value) {
        payload = value;
        return this;
    }

    public NatBehaviorBuilder portMapping(PortMappingServer value) {
        portMapping = Optional.of(value);
        return this;
    }

    /** @throws IllegalArgumentException if the knobs contradict each other */
    public NatBehavior build() {
        return new NatBehavior(
                mapping, filtering, filterScope, ports, portRange, portParity, portReuseDelay, pooling,
                udp, stream, mappingRefresh, filterRefresh, mappingLifeMax, hairpinning,
                icmp, limits, underPortConflict, unsolicitedInbound, ipv6, payload,
                portMapping);
    }
}
