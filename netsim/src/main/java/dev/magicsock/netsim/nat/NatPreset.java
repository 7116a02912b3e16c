package dev.magicsock.netsim.nat;

import java.time.Duration;

/**
 * Well-known kinds of translators. A preset is a name for a {@link NatBehavior} and nothing else: every field can be
 * read from it and changed with {@link NatBehavior#toBuilder()}.
 *
 * <p>Each says where its figures are from. Those without a source are kinds that the literature speaks of, made of the
 * words of RFC 4787; vendors may change theirs at any time.
 */
public enum NatPreset {

    /** Everything that RFC 4787 requires and recommends, endpoint-independent filtering and port parity included. */
    RFC_4787,
    /**
     * Endpoint-independent mapping, address-and-port-dependent filtering, ports preserved, UDP 2 minutes: the usual
     * box. (patchbay's {@code Nat::Easy} lists FritzBox, Unifi, ASUS and TP-Link for it; RFC 4787 REQ-5 for the time.)
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
     * Linux netfilter's masquerade target: a session per remote endpoint that keeps the port the internal endpoint has
     * already, or else the internal port, unless that very flow exists; 30 s, and 120 s once it has a reply and is
     * older than 2 s, refreshed by both directions. Unsolicited packets claim their flow if the machine answers them
     * itself; where its own firewall drops them, they do not. (Linux, {@code net/netfilter/nf_nat_core.c}, {@code
     * get_unique_tuple}, and {@code nf_conntrack_proto_udp.c}; the tests against programs of others compare it with a
     * kernel.)
     */
    LINUX_MASQUERADE,
    /**
     * The same with its flag {@code random} or {@code fully-random}: a random port per session. Kernels have treated
     * the two alike since the protocols share {@code nf_nat_l4proto_unique_tuple} (5.1).
     */
    LINUX_MASQUERADE_RANDOM,
    /**
     * OpenBSD's pf and what is made of it: a random port of 50001 to 65535 per session, one minute after every packet
     * of either direction. (pf.conf(5): {@code nat-to} without {@code static-port}; {@code udp.first} and {@code
     * udp.multiple} are 60 s. Its {@code udp.single} of 30 s, for senders that repeat themselves without an answer, is
     * left out.)
     */
    OPENBSD_PF,
    /**
     * A provider's translator after RFC 6888: endpoint-independent mapping and filtering, paired addresses, a block of
     * 1024 ports per subscriber that are not assigned again for 2 minutes, UDP 5 minutes.
     */
    CARRIER_GRADE,
    /**
     * A mobile carrier: a mapping per remote endpoint that keeps the internal port, 60 s of UDP. (patchbay, {@code
     * nat.rs}: {@code Nat::Hard} and the example beside {@code NatConfig}.)
     */
    MOBILE_CARRIER,
    /**
     * A strict office: a mapping per remote endpoint, random ports, UDP 30 s, no hairpinning, no ICMP errors. (PAN-OS:
     * dynamic IP and port translation, and its default UDP session timeout of 30 s.)
     */
    CORPORATE,
    /**
     * A guest network at its worst: a mapping per remote endpoint with ports that count upwards, 64 of them for each
     * guest, UDP 30 s. No published measurement; made to be hard in ways in which {@link #CORPORATE} is not.
     */
    HOTEL,
    /**
     * Amazon's NAT gateway: a mapping per remote endpoint with a random port each, 350 s for UDP and streams. (VPC user
     * guide, "NAT gateway basics", ports 1024 to 65535 and idle timeout; Tailscale, "NAT traversal improvements, pt.
     * 2", for the random port per destination. The limit of 55,000 sessions per destination is left out.)
     */
    AWS_NAT_GATEWAY,
    /**
     * Microsoft's NAT gateway: random ports of 1024 to 65535 per session, UDP 4 minutes, refreshed by both directions,
     * a port rests for 65 s. (Azure documentation, {@code nat-gateway-resource}, "Port reuse timers" and "Idle timeout
     * timers".)
     */
    AZURE_NAT_GATEWAY,
    /**
     * Google's Cloud NAT with endpoint-independent mapping: 64 ports per machine, address-and-port-dependent filtering,
     * UDP 30 s. (Cloud NAT documentation, "IP addresses and ports": static allocation and its default minimum; "Public
     * NAT": RFC 5128 terms and timeouts. Without that option it is more like {@link #AWS_NAT_GATEWAY}.)
     */
    GCP_CLOUD_NAT,
    /**
     * A machine in a cloud with a public address of its own, which it does not see itself: 1:1, all ports kept, and
     * everybody may send. (RFC 2663 section 4.1.1; Amazon's internet gateway and Elastic IP addresses work so.)
     */
    CLOUD_ONE_TO_ONE,
    /** The same behind stateful rules that let in only answers, as a default security group does. */
    CLOUD_ONE_TO_ONE_FILTERED,
    /**
     * {@link #HOME_ROUTER}, but a mapping ends after 10 minutes although it is used: whatever relied on it has to find
     * out. No published measurement.
     */
    LIFE_CAPPED,
    /**
     * A box that keeps ports and is endpoint-independent, until two hosts want the same port: the second gets a mapping
     * per remote endpoint (RFC 4787 section 8).
     */
    PORT_CONFLICTED;

    /** RFC 4787 section 4.3, REQ-5: no less than this. */
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    /** The defaults of {@code nf_conntrack_udp_timeout} and {@code nf_conntrack_udp_timeout_stream}. */
    private static final Lifetimes CONNTRACK_UDP = Lifetimes.udp(Duration.ofSeconds(30), Duration.ofSeconds(120))
            .settlingAfter(Duration.ofSeconds(2));
    /** RFC 6888 section 3, REQ-8: the port of a mapping stays unused for 120 s. */
    private static final Duration CARRIER_REUSE_DELAY = Duration.ofSeconds(120);
    private static final int CARRIER_BLOCK = 1024;
    private static final PortRange PF_PORTS = new PortRange(50_001, 65_535);
    private static final Duration AWS_IDLE = Duration.ofSeconds(350);
    private static final Duration AZURE_REUSE_DELAY = Duration.ofSeconds(65);
    private static final int GCP_PORTS = 64;
    private static final int HOTEL_MAPPINGS = 64;

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
            case RFC_4787 -> NatBehavior.builder().filtering(FilteringBehavior.ENDPOINT_INDEPENDENT)
                    .portRange(PortRange.ALL).portParity(true).build();
            case HOME_ROUTER -> cone(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT).build();
            case FULL_CONE -> cone(FilteringBehavior.ENDPOINT_INDEPENDENT).build();
            case ADDRESS_RESTRICTED -> cone(FilteringBehavior.ADDRESS_DEPENDENT).build();
            case PORT_RESTRICTED ->
                    cone(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT).hairpinning(Hairpinning.NONE).build();
            case SYMMETRIC -> perRemoteEndpoint().udp(Lifetimes.udp(TWO_MINUTES)).build();
            case LINUX_MASQUERADE -> linux(PortAssignment.Netfilter.First.KNOWN_PORT);
            case LINUX_MASQUERADE_RANDOM -> linux(PortAssignment.Netfilter.First.RANDOM_PORT);
            case CARRIER_GRADE -> carrierGrade();
            case OPENBSD_PF -> bothWays(perRemoteEndpoint()).portRange(PF_PORTS)
                    .udp(Lifetimes.udp(Duration.ofSeconds(60))).build();
            case MOBILE_CARRIER -> bothWays(perRemoteEndpoint())
                    .ports(new PortAssignment.PreservingWithOverloading(PortAssignment.WhenTaken.RANDOM))
                    .udp(Lifetimes.udp(Duration.ofSeconds(30), Duration.ofSeconds(60))).build();
            case CORPORATE -> perRemoteEndpoint().udp(Lifetimes.udp(Duration.ofSeconds(30)))
                    .icmp(IcmpHandling.DROP).build();
            case HOTEL -> perRemoteEndpoint().ports(new PortAssignment.Sequential(1))
                    .udp(Lifetimes.udp(Duration.ofSeconds(30)))
                    .limits(new NatLimits(1 << 16, HOTEL_MAPPINGS, 1 << 18)).build();
            case AWS_NAT_GATEWAY -> bothWays(perRemoteEndpoint()).udp(Lifetimes.udp(AWS_IDLE))
                    .stream(new Lifetimes(AWS_IDLE, AWS_IDLE, Lifetimes.STREAM.closing())).build();
            case AZURE_NAT_GATEWAY -> bothWays(perRemoteEndpoint()).udp(Lifetimes.udp(Duration.ofMinutes(4)))
                    .portReuseDelay(AZURE_REUSE_DELAY).build();
            case GCP_CLOUD_NAT -> gcpCloudNat();
            case CLOUD_ONE_TO_ONE -> oneToOne(FilteringBehavior.ENDPOINT_INDEPENDENT);
            case CLOUD_ONE_TO_ONE_FILTERED -> oneToOne(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT);
            case LIFE_CAPPED -> cone(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT)
                    .mappingLifeMax(Duration.ofMinutes(10)).build();
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

    private static NatBehaviorBuilder bothWays(NatBehaviorBuilder behavior) {
        return behavior.mappingRefresh(Refresh.BOTH).filterRefresh(Refresh.BOTH);
    }

    private static NatBehavior linux(PortAssignment.Netfilter.First first) {
        return bothWays(perRemoteEndpoint())
                .ports(new PortAssignment.Netfilter(first))
                .portRange(PortRange.ALL)
                .udp(CONNTRACK_UDP)
                .unsolicitedInbound(UnsolicitedInbound.CLAIMS_FLOW)
                .build();
    }

    private static NatBehavior carrierGrade() {
        return NatBehavior.builder()
                .filtering(FilteringBehavior.ENDPOINT_INDEPENDENT)
                .ports(new PortAssignment.PerSubscriberBlock(CARRIER_BLOCK))
                .portReuseDelay(CARRIER_REUSE_DELAY)
                .limits(new NatLimits(1 << 16, CARRIER_BLOCK, 1 << 18))
                .build();
    }

    private static NatBehavior gcpCloudNat() {
        return bothWays(NatBehavior.builder())
                .ports(new PortAssignment.PerSubscriberBlock(GCP_PORTS))
                .udp(Lifetimes.udp(Duration.ofSeconds(30)))
                .hairpinning(Hairpinning.NONE)
                .limits(new NatLimits(1 << 16, GCP_PORTS, 1 << 18))
                .build();
    }

    private static NatBehavior oneToOne(FilteringBehavior filtering) {
        return bothWays(NatBehavior.builder())
                .filtering(filtering)
                .ports(PRESERVING)
                .portRange(PortRange.ALL)
                .pooling(Pooling.ONE_TO_ONE)
                .build();
    }
}
