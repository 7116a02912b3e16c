package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;
import java.time.Duration;

/** Lifetimes and refresh rules of one transport, ready for the packet path: what each packet does to deadlines. */
final class Timing {

    private final long unrepliedNanos;
    private final long repliedNanos;
    private final long closingNanos;
    private final long settlingNanos;
    private final long mappingLifeMaxNanos;
    private final boolean mappingByOutbound;
    private final boolean mappingByInbound;
    private final boolean filterByOutbound;
    private final boolean filterByInbound;

    Timing(NatBehavior behavior, Transport transport) {
        Lifetimes lifetimes = transport == Transport.STREAM ? behavior.stream() : behavior.udp();
        unrepliedNanos = lifetimes.unreplied().toNanos();
        repliedNanos = lifetimes.replied().toNanos();
        closingNanos = lifetimes.closing().toNanos();
        settlingNanos = lifetimes.settling().toNanos();
        mappingLifeMaxNanos = behavior.mappingLifeMax().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        mappingByOutbound = behavior.mappingRefresh().byOutbound();
        mappingByInbound = behavior.mappingRefresh().byInbound();
        filterByOutbound = behavior.filterRefresh().byOutbound();
        filterByInbound = behavior.filterRefresh().byInbound();
    }

    long unrepliedNanos() {
        return unrepliedNanos;
    }

    long repliedNanos() {
        return repliedNanos;
    }

    long endOfMapping(long nowNanos) {
        return mappingLifeMaxNanos > Long.MAX_VALUE - nowNanos ? Long.MAX_VALUE : nowNanos + mappingLifeMaxNanos;
    }

    /** A session opened by an outbound packet, which refreshes an older mapping if such packets do. */
    Session newSession(Mapping mapping, IpEndpoint remote, long nowNanos) {
        long deadline = nowNanos + unrepliedNanos;
        if (mappingByOutbound) {
            mapping.refresh(deadline);
        }
        Session session = new Session(
                mapping, remote, unrepliedNanos, nowNanos + settlingNanos, Math.min(deadline, mapping.deadlineNanos()));
        session.settling = settlingNanos > 0;
        return session;
    }

    void outbound(Session session, long nowNanos) {
        settle(session, nowNanos);
        long deadline = nowNanos + session.lifetimeNanos;
        if (mappingByOutbound) {
            refresh(session, deadline);
        }
        if (filterByOutbound && session.contact != null) {
            session.contact.extend(Math.min(deadline, session.mapping.endNanos));
        }
    }

    void inbound(Session session, long nowNanos) {
        settle(session, nowNanos);
        if (!session.replied) {
            session.replied = true;
            if (!session.settling) {
                session.lifetimeNanos = session.closing ? closingNanos : repliedNanos;
            }
        }
        long deadline = nowNanos + session.lifetimeNanos;
        if (mappingByInbound) {
            refresh(session, deadline);
        }
        if (filterByInbound && session.contact != null) {
            session.contact.extend(Math.min(deadline, session.mapping.endNanos));
        }
    }

    /** The packet at hand counts only if there was a reply before it. */
    private void settle(Session session, long nowNanos) {
        if (session.settling && session.replied && nowNanos > session.settledNanos) {
            session.settling = false;
            session.lifetimeNanos = session.closing ? closingNanos : repliedNanos;
        }
    }

    /** The mapping first, so that the session never outlives it. */
    private static void refresh(Session session, long deadline) {
        Mapping mapping = session.mapping;
        mapping.refresh(deadline);
        session.extend(Math.min(deadline, mapping.deadlineNanos()));
    }

    void inboundWithoutSession(Mapping mapping, long nowNanos) {
        if (mappingByInbound) {
            mapping.refresh(nowNanos + unrepliedNanos);
        }
    }

    void inboundThrough(Contact contact, Mapping mapping, long nowNanos) {
        if (filterByInbound) {
            contact.extend(Math.min(nowNanos + unrepliedNanos, mapping.endNanos));
        }
    }

    void close(Session session) {
        session.closing = true;
        session.lifetimeNanos = closingNanos;
    }
}
