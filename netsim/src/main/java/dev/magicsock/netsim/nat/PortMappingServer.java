package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a translator answers those inside who ask for port mappings.
 *
 * <p>It does so at the anycast address of PCP servers, {@link #ADDRESS}, for NAT-PMP as well: a simulated gateway has
 * no other address of its own towards the inside. Mappings are made and renewed as RFC 6887 section 11 and RFC 6886
 * section 3.3 say: endpoint-independent, open to everybody, and used for what their internal endpoint sends.
 *
 * @param protocols what it understands, at least one
 * @param failure   what is wrong with it
 */
public record PortMappingServer(List<Protocol> protocols, Failure failure) {

    /** RFC 7723 section 2: whichever translator comes first on the way out. */
    public static final IpAddress ADDRESS = IpAddress.parse("192.0.0.9");

    /** RFC 6887 section 19.1. */
    public static final int PORT = 5351;

    /** How long it promises a mapping at most: RFC 6887 section 15 recommends to allow 24 hours. */
    static final Duration LONGEST_LIFETIME = Duration.ofHours(24);
    /** How long one lives that is lost in spite of the promise. */
    static final Duration LOST_AFTER = Duration.ofSeconds(30);

    /** By which it is asked. */
    public enum Protocol {
        /** RFC 6887. */
        PCP,
        /** RFC 6886. */
        NAT_PMP;

        /** The word for it in scenario files, such as {@code nat-pmp}. */
        public String label() {
            return Label.of(this);
        }
    }

    /** What may be wrong with it. Restarts are the fault of a whole translator, see {@code Nat.reboot}. */
    public enum Failure {
        /** Nothing. */
        NONE,
        /** It grants nothing: not authorized. */
        REFUSES,
        /** It promises what is asked for and forgets it after 30 s. */
        LOSES_LEASES,
        /** It grants mappings and names an address that leads nowhere, 192.0.2.66. */
        WRONG_ADDRESS;

        /** The word for it in scenario files, such as {@code loses-leases}. */
        public String label() {
            return Label.of(this);
        }
    }

    public PortMappingServer {
        protocols = List.copyOf(protocols);
        Objects.requireNonNull(failure);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("a server of port mappings understands at least one protocol");
        }
    }
}
