package dev.magicsock.scenarios.netcheck;

import dev.magicsock.natview.NatClass;
import dev.magicsock.netreport.NetReport.Family;
import dev.magicsock.portmap.MappingProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was seen.
 *
 * @param version    of the laboratory
 * @param interfaces that are up, without loopback and link-local addresses
 * @param families   IPv4, then IPv6
 * @param servers    STUN servers in the order in which they were named, each of their addresses
 * @param relays     in the order in which they were named
 * @param portal     whether somebody answers HTTP requests in the place of others
 * @param mapping    whether a gateway maps ports
 */
public record NetcheckReport(String version, List<Nic> interfaces, List<FamilyView> families, List<Server> servers,
        List<Relay> relays, Portal portal, PortMapping mapping) {

    public NetcheckReport {
        Objects.requireNonNull(version);
        interfaces = List.copyOf(interfaces);
        families = List.copyOf(families);
        servers = List.copyOf(servers);
        relays = List.copyOf(relays);
        Objects.requireNonNull(portal);
        Objects.requireNonNull(mapping);
    }

    /** What became of asking a gateway for a port. */
    public sealed interface PortMapping {

        /** The user named no gateway. */
        record NotAsked() implements PortMapping {
        }

        /** It knows none of the protocols, or grants nothing. */
        record None(InetAddress gateway) implements PortMapping {
        }

        /**
         * It granted a port, which was given back.
         *
         * @param behindNat whether its outside is not on the internet, so that the port leads nowhere
         */
        record Granted(MappingProtocol protocol, InetSocketAddress external, boolean behindNat) implements PortMapping {
        }
    }

    /** A network interface. */
    public record Nic(String name, List<InetAddress> addresses) {
        public Nic {
            Objects.requireNonNull(name);
            addresses = List.copyOf(addresses);
        }
    }

    /** What became of something that may not have been tried. */
    public enum Answer { YES, NO, NOT_ASKED }

    /** What is known of captive portals. */
    public enum Portal { ABSENT, PRESENT, UNKNOWN, NOT_ASKED }

    /**
     * One IP version.
     *
     * @param local   whether an interface has an address of it
     * @param udp     whether a STUN server answered
     * @param inside  the socket that asked; empty where nobody was asked
     * @param outside how the first server sees that socket
     * @param nat     what is in the way, as {@link dev.magicsock.natview.NatView} sees it
     * @param hairpin whether what is sent to one's own outside address comes back
     */
    public record FamilyView(Family family, boolean local, Answer udp, Optional<InetSocketAddress> inside,
            Optional<InetSocketAddress> outside, NatClass nat, Answer hairpin) {
        public FamilyView {
            Objects.requireNonNull(family);
            Objects.requireNonNull(udp);
            Objects.requireNonNull(inside);
            Objects.requireNonNull(outside);
            Objects.requireNonNull(nat);
            Objects.requireNonNull(hairpin);
        }
    }

    /**
     * A STUN server at one of its addresses.
     *
     * @param named     as the user named it
     * @param address   empty if its name has none
     * @param mapped    what it saw
     * @param roundTrip how long it took; empty if a request had to be repeated
     * @param problem   why there is no answer
     */
    public record Server(String named, Optional<InetSocketAddress> address, Optional<InetSocketAddress> mapped,
            Optional<Duration> roundTrip, Optional<String> problem) {
        public Server {
            Objects.requireNonNull(named);
            Objects.requireNonNull(address);
            Objects.requireNonNull(mapped);
            Objects.requireNonNull(roundTrip);
            Objects.requireNonNull(problem);
        }
    }

    /**
     * A relay.
     *
     * @param latency one round trip on an open connection, the best of some
     * @param problem why there is none
     */
    public record Relay(String url, Optional<Duration> latency, Optional<String> problem) {
        public Relay {
            Objects.requireNonNull(url);
            Objects.requireNonNull(latency);
            Objects.requireNonNull(problem);
        }
    }
}
