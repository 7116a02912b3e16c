package dev.magicsock.netsim.firewall;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;

/** Why a firewall refuses a packet. */
sealed interface FirewallDrop extends DropDetail {

    DropReason reason();

    /** The internal endpoint has sent nothing that is remembered. */
    record NoFlow(IpEndpoint internal) implements FirewallDrop {
        @Override
        public DropReason reason() {
            return DropReason.FIREWALL_NO_FLOW;
        }

        @Override
        public String describe() {
            return internal + " has sent nothing";
        }
    }

    /** The flow that it would belong to is too old. */
    record FlowExpired(FilteringBehavior filtering, IpEndpoint internal, IpEndpoint remote) implements FirewallDrop {
        @Override
        public DropReason reason() {
            return DropReason.FIREWALL_NO_FLOW;
        }

        @Override
        public String describe() {
            return filtering.label() + ", contact of " + internal + " with " + remote + " expired";
        }
    }

    /** The internal endpoint has flows, but with others. */
    record Filtered(FilteringBehavior filtering, IpEndpoint remote, boolean otherPort) implements FirewallDrop {
        @Override
        public DropReason reason() {
            return DropReason.FIREWALL_FILTERED;
        }

        @Override
        public String describe() {
            String but = otherPort ? " but with another port of " + remote.address() : "";
            return filtering.label() + ", no contact with " + remote + but;
        }
    }

    /** It remembers as many flows as it has room for. */
    record TableFull(int limit) implements FirewallDrop {
        @Override
        public DropReason reason() {
            return DropReason.FIREWALL_TABLE_FULL;
        }

        @Override
        public String describe() {
            return "all " + limit + " flows are in use";
        }
    }
}
