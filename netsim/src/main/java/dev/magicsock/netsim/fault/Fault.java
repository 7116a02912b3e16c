package dev.magicsock.netsim.fault;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.nat.NatBehavior;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Something that changes a running network.
 *
 * <p>A link is named by what it attaches and how: {@code HOST/INTERFACE} or {@code ROUTER/uplink}. Every fault may
 * happen at any time and any number of times; one that changes nothing does nothing.
 */
public sealed interface Fault {

    /** A link is cut: what is on it is lost. A host notices on its own link and loses the interface's addresses. */
    record LinkDown(String link) implements Fault {
    }

    /** A link works, whether it was down or dead. */
    record LinkUp(String link) implements Fault {
    }

    /** A link looks up but carries nothing from now on, in one direction or both. Nobody notices. */
    record LinkDead(String link, Way way) implements Fault {
        public LinkDead {
            Objects.requireNonNull(way, "way");
        }
    }

    /** A link has other conditions from now on; what is on it keeps the old ones. */
    record LinkChanged(String link, LinkProfile profile) implements Fault {
        public LinkChanged {
            Objects.requireNonNull(profile, "profile");
        }
    }

    /** An interface is switched off; the host loses its addresses. */
    record InterfaceDown(String host, String interfaceName) implements Fault {
    }

    /** An interface is switched on. */
    record InterfaceUp(String host, String interfaceName) implements Fault {
    }

    /** One interface is switched off and another on, in one step: the set of addresses is replaced. */
    record InterfaceSwitch(String host, String fromInterface, String toInterface) implements Fault {
    }

    /** An interface gets these addresses, which its router knows at once, instead of those that it had. */
    record AddressChange(String host, String interfaceName, List<IpAddress> addresses) implements Fault {
        public AddressChange {
            addresses = List.copyOf(addresses);
        }
    }

    /** An interface gets new addresses from its network, one for each family that it had. */
    record AddressRenewal(String host, String interfaceName) implements Fault {
    }

    /** The NATs and firewalls of a router forget all flows and keep their addresses. */
    record NatReboot(String router) implements Fault {
    }

    /**
     * The same, and the router gets new outside addresses.
     *
     * @param addresses which its upstream network routes to it at once, in place of those of the same families; empty
     *                  for as many as it had, from its upstream network
     */
    record NatReaddress(String router, List<IpAddress> addresses) implements Fault {
        public NatReaddress {
            addresses = List.copyOf(addresses);
        }

        /** New addresses from the upstream network. */
        public NatReaddress(String router) {
            this(router, List.of());
        }
    }

    /** The NATs of a router behave otherwise from now on; what they have mapped stays mapped. */
    record NatChange(String router, NatBehavior behavior) implements Fault {
        public NatChange {
            Objects.requireNonNull(behavior, "behavior");
        }
    }

    /**
     * What one host or network sends no longer reaches another, where their ways join; the other direction still works.
     * Packets to a host behind a NAT cannot be told from those to its neighbours: it cuts off its whole network for
     * senders outside of it.
     *
     * @param from name of a host, or of a router for all hosts behind it
     * @param to   name of a host or router
     */
    record Partition(String from, String to) implements Fault {
    }

    /** Ends a partition. */
    record PartitionHealed(String from, String to) implements Fault {
    }

    /**
     * Like {@link Partition}, for UDP datagrams alone: what one host or network sends directly to another vanishes,
     * while streams, and so relays, work on.
     */
    record UdpPartition(String from, String to) implements Fault {
    }

    /** Ends a partition of UDP. */
    record UdpPartitionHealed(String from, String to) implements Fault {
    }

    /** No UDP crosses the upstream link of a router any more. */
    record UdpBlocked(String router) implements Fault {
    }

    /** UDP crosses the upstream link of a router again. */
    record UdpUnblocked(String router) implements Fault {
    }

    /** The wall clock of a host is set forward, or back by a negative step. */
    record ClockStep(String host, Duration step) implements Fault {
        public ClockStep {
            Objects.requireNonNull(step, "step");
        }
    }

    /**
     * The wall clock of a host runs wrong from now on.
     *
     * @param partsPerMillion how much too fast; negative for too slow; -500000 to 500000
     */
    record ClockSkew(String host, long partsPerMillion) implements Fault {
    }

    /** A host falls asleep. */
    record Suspend(String host) implements Fault {
    }

    /** A host wakes up. */
    record Wake(String host) implements Fault {
    }

    /** A host is switched off without a word to anybody. */
    record HostStop(String host) implements Fault {
    }

    /** A host is switched on, and its programs start anew. */
    record HostStart(String host) implements Fault {
    }
}
