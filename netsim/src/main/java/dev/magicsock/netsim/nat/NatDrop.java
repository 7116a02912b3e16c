package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import java.time.Duration;

/** Why a translator refuses a packet, with what it knew at that moment. */
sealed interface NatDrop extends Translation, MapResult, DropDetail {

    DropReason reason();

    /** Nothing inside has that external endpoint. */
    record NoMapping(IpEndpoint external) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_NO_MAPPING;
        }

        @Override
        public String describe() {
            return "no mapping has " + external;
        }
    }

    /** An internal endpoint had that external endpoint once. */
    record MappingExpired(IpEndpoint external, IpEndpoint internal, Duration since) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_MAPPING_EXPIRED;
        }

        @Override
        public String describe() {
            return "the mapping of " + internal + " to " + external + " expired " + since.toMillis() + " ms ago";
        }
    }

    /** There is a mapping, but its filter is not open for this remote endpoint. */
    record Filtered(FilteringBehavior filtering, FilterScope scope, IpEndpoint remote, ContactHistory history)
            implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_FILTERED;
        }

        @Override
        public String describe() {
            return filtering.label() + ", " + history.describe(remote) + switch (scope) {
                case MAPPING -> "";
                case INTERNAL_ENDPOINT -> " through any mapping";
            };
        }
    }

    /** As many mappings or sessions live as the translator has room for. */
    record TableFull(String what, int limit) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_TABLE_FULL;
        }

        @Override
        public String describe() {
            return "all " + limit + " " + what + " are in use";
        }
    }

    /** The internal address has all the mappings it may have. */
    record SubscriberLimit(IpAddress subscriber, int limit) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_SUBSCRIBER_LIMIT;
        }

        @Override
        public String describe() {
            return subscriber + " has its " + limit + " mappings";
        }
    }

    /** The port assignment finds nothing for this internal endpoint. */
    record NoPort(IpEndpoint internal) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_NO_PORT;
        }

        @Override
        public String describe() {
            return "no external port is left for " + internal;
        }
    }

    /**
     * The mapping shares its external endpoint with another internal endpoint that already talks to this remote
     * endpoint.
     */
    record FlowTaken(IpEndpoint external, IpEndpoint remote) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_PORT_CONFLICT;
        }

        @Override
        public String describe() {
            return "another internal endpoint talks to " + remote + " from " + external;
        }
    }

    /** The packet would have to go back to the inside. */
    record HairpinRefused(IpEndpoint external) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_HAIRPIN_REFUSED;
        }

        @Override
        public String describe() {
            return "sent from inside to the external endpoint " + external;
        }
    }

    /** The translator passes no ICMP errors. */
    record IcmpRefused() implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_ICMP_REFUSED;
        }

        @Override
        public String describe() {
            return "it passes no ICMP errors";
        }
    }

    /** No external address has the family of the packet. */
    record NotTranslatable(IpEndpoint endpoint) implements NatDrop {
        @Override
        public DropReason reason() {
            return DropReason.NAT_NOT_TRANSLATABLE;
        }

        @Override
        public String describe() {
            return "no external address is of the family of " + endpoint;
        }
    }
}
