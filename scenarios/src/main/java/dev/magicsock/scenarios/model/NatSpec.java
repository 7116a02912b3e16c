package dev.magicsock.scenarios.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A NAT in the words of RFC 4787: a preset, single knobs, or a preset with some knobs turned.
 *
 * @param preset              the equipment to start from; empty for the simulator's plain default
 * @param mapping             section 4.1
 * @param filtering           section 5
 * @param filterScope         whether contact opens one mapping or all mappings of the internal endpoint
 * @param ports               section 4.2
 * @param portStep            distance of sequential ports, at least 1
 * @param portRange           the external ports it hands out
 * @param portsPerSubscriber  size of a subscriber's block, where ports come in blocks
 * @param pooling             section 4.1
 * @param refresh             which direction keeps a mapping alive, section 4.3
 * @param udpLifetime         how long an idle UDP mapping lives, section 4.3
 * @param udpUnrepliedLifetime the same before the first inbound packet, as Linux conntrack has it
 * @param streamLifetime      how long an idle stream mapping lives
 * @param absoluteLifetime    a cap on a mapping's life even when it is in use
 * @param hairpinning         section 6
 * @param mappingsPerSubscriber how many mappings one internal address may have
 * @param mappingsTotal       how many mappings there may be
 * @param portReuseDelay      how long a port rests after its mapping ended
 * @param icmp                what happens to ICMP errors from outside, section 9
 * @param earlyInboundCollision Linux conntrack's rule: an unsolicited inbound packet makes a later outbound flow of the
 *                            same tuple leave from another port
 */
public record NatSpec(Optional<String> preset, Optional<Behavior> mapping, Optional<Behavior> filtering,
        Optional<FilterScope> filterScope, Optional<Ports> ports, OptionalInt portStep, Optional<PortRange> portRange,
        OptionalInt portsPerSubscriber, Optional<Pooling> pooling, Optional<Refresh> refresh,
        Optional<Duration> udpLifetime, Optional<Duration> udpUnrepliedLifetime, Optional<Duration> streamLifetime,
        Optional<Duration> absoluteLifetime, Optional<Hairpinning> hairpinning, OptionalInt mappingsPerSubscriber,
        OptionalInt mappingsTotal, Optional<Duration> portReuseDelay, Optional<Icmp> icmp,
        Optional<Boolean> earlyInboundCollision) {

    public NatSpec {
        Objects.requireNonNull(preset);
    }

    /** The nameless NAT that only expands a preset. */
    public static NatSpec preset(String name) {
        return new NatSpec(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** How far the remote endpoint matters (RFC 4787 sections 4.1 and 5). */
    public enum Behavior { ENDPOINT_INDEPENDENT, ADDRESS_DEPENDENT, ADDRESS_AND_PORT_DEPENDENT }

    /** What an outbound packet opens the filter for. */
    public enum FilterScope { MAPPING, INTERNAL_ENDPOINT }

    /** Which external port a mapping gets (RFC 4787 section 4.2). */
    public enum Ports { PRESERVING, PRESERVING_WITH_OVERLOADING, SEQUENTIAL, RANDOM, BLOCK, PARITY }

    /** Which of several external addresses a mapping gets (RFC 4787 section 4.1). */
    public enum Pooling { PAIRED, ARBITRARY }

    /** Which packets refresh a mapping (RFC 4787 section 4.3). */
    public enum Refresh { OUTBOUND, INBOUND, BOTH }

    /** What becomes of packets from inside to an external address of this NAT (RFC 4787 section 6). */
    public enum Hairpinning { NONE, EXTERNAL_SOURCE, INTERNAL_SOURCE }

    /** What becomes of ICMP errors about translated packets (RFC 4787 section 9). */
    public enum Icmp { TRANSLATE, DROP }

    /** External ports, both bounds included. */
    public record PortRange(int first, int last) {
        public PortRange {
            if (first < 1 || last > 65_535 || first > last) {
                throw new IllegalArgumentException("not a range of ports: " + first + ".." + last);
            }
        }
    }
}
