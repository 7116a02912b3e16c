package dev.magicsock.netsim.nat;

import java.time.Duration;

/**
 * Well-known kinds of translators. A preset is a name for a {@link NatBehavior} and nothing else: every field can be
 * read from it and changed with {@link NatBehavior#toBuilder()}.
 */
public enum NatPreset {

    /**
     * Endpoint-independent mapping, address-and-port-dependent filtering, ports preserved, UDP 2 minutes: the usual
     * box.
     */
    HOME_ROUTER,
    /** Endpoint-independent mapping and filtering: whoever knows the external endpoint gets in. */
    FULL_CONE,
    /** Endpoint-independent mapping, address-dependent filtering. */
    ADDRESS_RESTRICTED,
    /** Endpoint-independent mapping, address-and-port-dependent filtering, no hairpinning. */
    PORT_RESTRICTED,
    /** A mapping per remote endpoint with a random port each, UDP 2 minutes. */
    SYMMETRIC,
    /**
     * Linux netfilter's masquerade target: a session per remote endpoint that keeps the internal port unless that very
     * flow exists, 30 s until the first reply and 120 s afterwards, refreshed by both directions; unsolicited packets
     * claim their flow.
     */
    LINUX_MASQUERADE,
    /** The same with its {@code random} flag: a random port per session. */
    LINUX_MASQUERADE_RANDOM,
    /**
     * A provider's translator after RFC 6888: endpoint-independent mapping and filtering, paired addresses, a block of
     * 1024 ports per subscriber that are not assigned again for 2 minutes, UDP 5 minutes.
     */
    CARRIER_GRADE,
    /** A strict office: a mapping per remote endpoint, random ports, UDP 30 s, no hairpinning, no ICMP errors. */
    CORPORATE,
    /**
     * A box that keeps ports and is endpoint-independent, until two hosts want the same port: the second gets a mapping
     * per remote endpoint (RFC 4787 section 8).
     */
    PORT_CONFLICTED;

    /** RFC 4787 section 4.3, REQ-5: no less than this. */
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    /** The defaults of {@code nf_conntrack_udp_timeout} and {@code nf_conntrack_udp_timeout_stream}. */
    private static final Lifetimes CONNTRACK_UDP = Lifetimes.udp(Duration.ofSeconds(30), Duration.ofSeconds(120));
    /** RFC 6888 section 3, REQ-8: the port of a mapping stays unused for 120 s. */
    private static final Duration CARRIER_REUSE_DELAY = Duration.ofSeconds(120);
    private static final int CARRIER_BLOCK = 1024;

    private static final PortAssignment PRESERVING =
            new PortAssignment.Preserving(PortAssignment.WhenTaken.NEXT_HIGHER);

    /** The word for it in reports and scenario files, such as {@code home-router}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The preset with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static NatPreset parse(String label) {
        return Label.parse(NatPreset.class, "NAT preset", label);
    }

    /** All knobs of the preset. */
    public NatBehavior behavior() {
        return switch (this) {
            case HOME_ROUTER -> cone(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT).build();
            case FULL_CONE -> cone(FilteringBehavior.ENDPOINT_INDEPENDENT).build();
            case ADDRESS_RESTRICTED -> cone(FilteringBehavior.ADDRESS_DEPENDENT).build();
            case PORT_RESTRICTED ->
                    cone(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT).hairpinning(Hairpinning.NONE).build();
            case SYMMETRIC -> perRemoteEndpoint().udp(Lifetimes.udp(TWO_MINUTES)).build();
            case LINUX_MASQUERADE -> linux().build();
            case LINUX_MASQUERADE_RANDOM -> linux().ports(new PortAssignment.Random())
                    .unsolicitedInbound(UnsolicitedInbound.IGNORED).build();
            case CARRIER_GRADE -> carrierGrade();
            case CORPORATE -> perRemoteEndpoint().udp(Lifetimes.udp(Duration.ofSeconds(30)))
                    .icmp(IcmpHandling.DROP).build();
            case PORT_CONFLICTED -> cone(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT)
                    .underPortConflict(new ConflictBehavior(
                            MappingBehavior.ADDRESS_AND_PORT_DEPENDENT, FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT))
                    .build();
        };
    }

    private static NatBehaviorBuilder cone(FilteringBehavior filtering) {
        return NatBehavior.builder().filtering(filtering).ports(PRESERVING).udp(Lifetimes.udp(TWO_MINUTES));
    }

    private static NatBehaviorBuilder perRemoteEndpoint() {
        return NatBehavior.builder()
                .mapping(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT)
                .filtering(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT)
                .ports(new PortAssignment.Random())
                .hairpinning(Hairpinning.NONE);
    }

    private static NatBehaviorBuilder linux() {
        return perRemoteEndpoint()
                .ports(new PortAssignment.PreservingWithOverloading(PortAssignment.WhenTaken.RANDOM))
                .udp(CONNTRACK_UDP)
                .mappingRefresh(Refresh.BOTH)
                .filterRefresh(Refresh.BOTH)
                .unsolicitedInbound(UnsolicitedInbound.CLAIMS_FLOW);
    }

    private static NatBehavior carrierGrade() {
        return NatBehavior.builder()
                .filtering(FilteringBehavior.ENDPOINT_INDEPENDENT)
                .ports(new PortAssignment.PerSubscriberBlock(CARRIER_BLOCK))
                .portReuseDelay(CARRIER_REUSE_DELAY)
                .limits(new NatLimits(1 << 16, CARRIER_BLOCK, 1 << 18))
                .build();
    }
}
