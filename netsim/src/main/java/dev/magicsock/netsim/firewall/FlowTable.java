package dev.magicsock.netsim.firewall;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.flow.EndpointTable;
import dev.magicsock.netsim.flow.ExpiryQueue;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Lifetimes;
import java.time.Duration;

/**
 * The flows of one transport that a firewall remembers. Methods return null when the packet may pass, else why it may
 * not.
 *
 * <p>Live flows are bounded by {@link FirewallBehavior#flows}, and as many that expired are kept for explanations.
 */
final class FlowTable {

    /** Long enough to explain what a test of lifetimes runs into. */
    private static final long MEMORY_NANOS = Duration.ofMinutes(10).toNanos();

    /** Flows of one internal endpoint, in all or with one remote address. */
    private static final class Count {
        private int flows;
    }

    private final FirewallBehavior behavior;
    private final long unrepliedNanos;
    private final long repliedNanos;
    private final long closingNanos;
    private final long settlingNanos;
    private final EndpointTable<Flow> flows = new EndpointTable<>();
    private final EndpointTable<Count> counts = new EndpointTable<>();
    private final ExpiryQueue<Flow> expiry = new ExpiryQueue<>();
    private int live;

    FlowTable(FirewallBehavior behavior, Lifetimes lifetimes) {
        this.behavior = behavior;
        unrepliedNanos = lifetimes.unreplied().toNanos();
        repliedNanos = lifetimes.replied().toNanos();
        closingNanos = lifetimes.closing().toNanos();
        settlingNanos = lifetimes.settling().toNanos();
    }

    /** Everything that is kept, memories of the dead included. */
    int entries() {
        return flows.size();
    }

    /** A packet from the inside opens or refreshes its flow. */
    FirewallDrop outbound(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Flow flow = flows.findPart(internal, behavior.filtering().partOf(remote));
        if (flow == null || !flow.isOpen(nowNanos)) {
            return open(internal, remote, nowNanos);
        }
        settle(flow, nowNanos);
        if (behavior.refresh().byOutbound()) {
            flow.extend(nowNanos + flow.lifetimeNanos);
        }
        return null;
    }

    /** A packet from the outside passes if it belongs to a flow. */
    FirewallDrop inbound(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Flow flow = flows.findPart(internal, behavior.filtering().partOf(remote));
        if (flow == null || !flow.isOpen(nowNanos)) {
            return refusal(flow, internal, remote);
        }
        boolean first = !flow.replied;
        flow.replied = true;
        if (!first || settlingNanos == 0) {
            settle(flow, nowNanos);
        }
        if (behavior.refresh().byInbound()) {
            flow.extend(nowNanos + flow.lifetimeNanos);
        }
        return null;
    }

    /** Where flows settle, the first reply counts from the next packet on. */
    private void settle(Flow flow, long nowNanos) {
        boolean settled = settlingNanos == 0 || nowNanos > flow.settledNanos;
        if (flow.replied && settled && !flow.closing) {
            flow.lifetimeNanos = repliedNanos;
        }
    }

    /** As {@link #inbound}, for a packet that refreshes nothing. */
    FirewallDrop inboundError(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Flow flow = flows.findPart(internal, behavior.filtering().partOf(remote));
        return flow != null && flow.isOpen(nowNanos) ? null : refusal(flow, internal, remote);
    }

    /** The stream between the two is over. Only a flow that is theirs alone gets the closing lifetime. */
    void closing(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Flow flow = flows.findPart(internal, behavior.filtering().partOf(remote));
        boolean alone = behavior.filtering() == FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT;
        if (alone && flow != null && flow.isOpen(nowNanos) && !flow.closing) {
            flow.closing = true;
            flow.lifetimeNanos = closingNanos;
            expiry.hasten(flow, nowNanos + closingNanos);
        }
    }

    private FirewallDrop open(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        removeExpired(nowNanos);
        if (live >= behavior.flows()) {
            return new FirewallDrop.TableFull(behavior.flows());
        }
        Object part = behavior.filtering().partOf(remote);
        Flow past = flows.findPart(internal, part);
        if (past != null) {
            forget(past);
        }
        Flow flow = new Flow(
                internal, part, remote, unrepliedNanos, nowNanos + settlingNanos, nowNanos + unrepliedNanos);
        flows.add(internal, part, flow);
        expiry.add(flow);
        live++;
        count(internal, null).flows++;
        count(internal, remote.address()).flows++;
        return null;
    }

    private FirewallDrop refusal(Flow flow, IpEndpoint internal, IpEndpoint remote) {
        if (flow != null) {
            return new FirewallDrop.FlowExpired(behavior.filtering(), internal, remote);
        }
        if (counts.findPart(internal, null) == null) {
            return new FirewallDrop.NoFlow(internal);
        }
        boolean otherPort = counts.findPart(internal, remote.address()) != null;
        return new FirewallDrop.Filtered(behavior.filtering(), remote, otherPort);
    }

    private void removeExpired(long nowNanos) {
        for (Flow flow = expiry.pollExpired(nowNanos); flow != null; flow = expiry.pollExpired(nowNanos)) {
            if (flow.remembered || flows.size() > behavior.flows()) {
                forget(flow);
            } else {
                flow.remembered = true;
                live--;
                expiry.addUntil(flow, flow.deadlineNanos() + MEMORY_NANOS);
            }
        }
    }

    private void forget(Flow flow) {
        expiry.remove(flow);
        if (!flow.remembered) {
            live--;
        }
        flows.remove(flow.internal, flow.remotePart, flow);
        uncount(flow.internal, null);
        uncount(flow.internal, flow.firstRemote.address());
    }

    private Count count(IpEndpoint internal, Object remotePart) {
        Count count = counts.findPart(internal, remotePart);
        if (count == null) {
            count = new Count();
            counts.add(internal, remotePart, count);
        }
        return count;
    }

    private void uncount(IpEndpoint internal, Object remotePart) {
        Count count = counts.findPart(internal, remotePart);
        if (--count.flows == 0) {
            counts.remove(internal, remotePart, count);
        }
    }
}
