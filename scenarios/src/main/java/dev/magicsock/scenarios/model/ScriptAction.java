package dev.magicsock.scenarios.model;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.nat.NatBehavior;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a script can do. Durations are positive unless stated. */
public sealed interface ScriptAction {

    /** The key that the language has for it. */
    String keyword();

    /** How long its effect lasts; empty if it stays, or has no duration. */
    default Optional<Duration> lasting() {
        return Optional.empty();
    }

    /** An endpoint learns of another and may send to it. */
    record Connect(String from, String to) implements ScriptAction {
        @Override
        public String keyword() {
            return "connect";
        }
    }

    /**
     * Sequence-numbered datagrams from one endpoint to another.
     *
     * @param every     the time between two datagrams
     * @param sizeBytes the datagram as the application sees it
     * @param bothWays  whether the same goes the other way too
     * @param until     since the start of the run; the last datagram leaves before
     */
    record Traffic(String from, String to, Duration every, int sizeBytes, boolean bothWays, Duration until)
            implements ScriptAction {
        @Override
        public String keyword() {
            return "traffic";
        }
    }

    /**
     * Real QUIC from one endpoint to another, which returns everything.
     *
     * @param kind        how it is sent
     * @param sizeBytes   of each stream or datagram
     * @param count       streams or datagrams per connection
     * @param every       the time between the starts of two of them; not negative
     * @param connections one after the other
     * @param guarded     whether streams are kept from stalling, as they are in production
     * @param until       since the start of the run; it should be done by then
     */
    record QuicTraffic(String from, String to, QuicKind kind, int sizeBytes, int count, Duration every,
                       int connections, boolean guarded, Duration until) implements ScriptAction {
        @Override
        public String keyword() {
            return "traffic";
        }
    }

    /** How real QUIC is used. */
    enum QuicKind {
        /** Everything on one stream. */
        BULK,
        /** One stream after the other. */
        REQUESTS,
        /** All streams at once. */
        STREAMS,
        /** Datagrams (RFC 9221). */
        DATAGRAMS
    }

    /** A link goes down: what is on it and what comes to it is dropped. Hosts notice that their interface is down. */
    record LinkDown(LinkTarget target, Optional<Duration> lasting) implements ScriptAction {
        @Override
        public String keyword() {
            return "link-down";
        }
    }

    /** A link stays up but carries nothing in these directions; nobody is told. */
    record LinkDead(LinkTarget target, Direction direction, Optional<Duration> lasting) implements ScriptAction {
        @Override
        public String keyword() {
            return "link-dead";
        }
    }

    /** A link gets other conditions: those named here, the rest stays. */
    record ChangeLink(LinkTarget target, LinkSpec link, Optional<Duration> lasting) implements ScriptAction {
        @Override
        public String keyword() {
            return "change-link";
        }
    }

    /** One interface of a host goes up and all its others go down. */
    record InterfaceSwitch(String host, String to) implements ScriptAction {
        @Override
        public String keyword() {
            return "interface-switch";
        }
    }

    /**
     * A host's interface, or a router's outside, gets another address; the old one is gone.
     *
     * @param target        a host's interface or a router
     * @param address the new one; empty if the simulator picks one
     */
    record AddressChange(LinkTarget target, Optional<IpAddress> address) implements ScriptAction {
        @Override
        public String keyword() {
            return "address-change";
        }
    }

    /** A NAT forgets all mappings. */
    record NatReboot(String router, boolean newAddress) implements ScriptAction {
        @Override
        public String keyword() {
            return "nat-reboot";
        }
    }

    /** A NAT behaves differently from now on; its mappings stay. */
    record NatChange(String router, NatBehavior nat) implements ScriptAction {
        @Override
        public String keyword() {
            return "nat-change";
        }
    }

    /** A relay's process ends: connections are reset, nobody listens. Without a duration it stays so. */
    record RelayStop(String relay, Optional<Duration> lasting) implements ScriptAction {
        @Override
        public String keyword() {
            return "relay-stop";
        }
    }

    /**
     * A relay's process ends and comes back after {@code down} with no memory of its clients.
     *
     * @param announced whether it tells its clients before, and closes their connections instead of resetting them
     */
    record RelayRestart(String relay, Duration down, boolean announced) implements ScriptAction {
        @Override
        public String keyword() {
            return "relay-restart";
        }

        @Override
        public Optional<Duration> lasting() {
            return Optional.of(down);
        }
    }

    /** A relay misbehaves towards its clients while the network around it does not. */
    sealed interface RelayTrouble extends ScriptAction {

        /** Which relay. */
        String relay();
    }

    /**
     * Messages between a relay and its clients take longer.
     *
     * @param endpoints whose messages; empty for everybody's
     * @param direction {@code UP} is from the clients to the relay
     */
    record RelayDelay(String relay, List<String> endpoints, Direction direction, Duration by,
                      Optional<Duration> lasting) implements RelayTrouble {
        @Override
        public String keyword() {
            return "relay-delay";
        }
    }

    /**
     * A relay loses datagrams; pings and all else pass.
     *
     * @param endpoints whose datagrams; empty for everybody's
     * @param ratio     in (0, 1]
     */
    record RelayDrop(String relay, List<String> endpoints, Direction direction, double ratio,
                     Optional<Duration> lasting) implements RelayTrouble {
        @Override
        public String keyword() {
            return "relay-drop";
        }
    }

    /**
     * A relay loses every message in one direction, or both, while connections stay open.
     *
     * @param endpoints whose messages; empty for everybody's
     */
    record RelaySilence(String relay, List<String> endpoints, Direction direction, Optional<Duration> lasting)
            implements RelayTrouble {
        @Override
        public String keyword() {
            return "relay-silence";
        }
    }

    /** A relay accepts connections and never answers on them; those that are open go on. */
    record RelayHalfOpen(String relay, Optional<Duration> lasting) implements RelayTrouble {
        @Override
        public String keyword() {
            return "relay-half-open";
        }
    }

    /**
     * A relay turns endpoints away that come to it; open connections go on.
     *
     * @param endpoints empty for everybody
     */
    record RelayDeny(String relay, List<String> endpoints, Optional<Duration> lasting) implements RelayTrouble {
        @Override
        public String keyword() {
            return "relay-deny";
        }
    }

    /**
     * A relay ends connections without a word.
     *
     * @param endpoints whose; empty for everybody's
     */
    record RelayClose(String relay, List<String> endpoints) implements RelayTrouble {
        @Override
        public String keyword() {
            return "relay-close";
        }
    }

    /**
     * A relay tells endpoints about its health.
     *
     * @param endpoints empty for everybody
     * @param status    what it says in version 2 of its protocol, in [0, 255]
     * @param text      what it says in version 1
     */
    record RelayWarn(String relay, List<String> endpoints, int status, String text) implements RelayTrouble {
        @Override
        public String keyword() {
            return "relay-warn";
        }
    }

    /**
     * Packets between two parts of the network vanish.
     *
     * @param from   a host, a router with all behind it, or a relay
     * @param to     likewise
     * @param oneWay whether packets from {@code to} to {@code from} still pass
     */
    record Partition(String from, String to, boolean oneWay, Optional<Duration> lasting) implements ScriptAction {
        @Override
        public String keyword() {
            return "partition";
        }
    }

    /** A router starts to drop UDP. */
    record UdpBlock(String router, Optional<Duration> lasting) implements ScriptAction {
        @Override
        public String keyword() {
            return "udp-block";
        }
    }

    /** UDP between two hosts vanishes while everything else, relays included, works on. */
    record BlackholeDirect(String a, String b, Optional<Duration> lasting) implements ScriptAction {
        @Override
        public String keyword() {
            return "blackhole-direct";
        }
    }

    /** A host's wall clock is set; {@code by} may be negative, not zero. */
    record ClockStep(String host, Duration by) implements ScriptAction {
        @Override
        public String keyword() {
            return "clock-step";
        }
    }

    /** A host's wall clock runs fast or slow from now on. */
    record ClockSkew(String host, long ppm) implements ScriptAction {
        @Override
        public String keyword() {
            return "clock-skew";
        }
    }

    /** A host sleeps: it handles nothing, its monotonic clock stands still. */
    record Suspend(String host, Duration duration) implements ScriptAction {
        @Override
        public String keyword() {
            return "suspend";
        }

        @Override
        public Optional<Duration> lasting() {
            return Optional.of(duration);
        }
    }

    /** Directions of a link, as in {@link LinkSpec}. */
    enum Direction { UP, DOWN, BOTH }
}
