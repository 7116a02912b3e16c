package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.flow.EndpointTable;
import dev.magicsock.netsim.flow.ExpiryQueue;
import dev.magicsock.netsim.packet.Transport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The mappings, sessions and filters of a translator for one transport and one address family, without any packets.
 *
 * <p>A packet of a session that is open costs one table lookup, a few assignments and no allocation. All else goes the
 * long way, where first everything that has expired by now is removed, so that expiry is exact although nothing has a
 * timer. The bounds are {@link NatLimits}; what would exceed them is refused. Not thread-safe; time must not run
 * backwards.
 */
final class NatTable implements ExternalPorts.Flows {

    /** How long an expired mapping is remembered to explain refused packets; the port is free meanwhile. */
    private static final long MEMORY_NANOS = Duration.ofMinutes(10).toNanos();
    /** How many expired mappings are remembered even while the table is full. */
    private static final int MEMORY_MAPPINGS = 1024;
    /** How many mappings that share an external endpoint are asked for one packet that belongs to no session. */
    private static final int SHARERS_ASKED = 16;

    private final Transport transport;
    private final ExpiryQueue<NatEntry> expiry = new ExpiryQueue<>();
    private final EndpointTable<Session> sessionsFromInside = new EndpointTable<>();
    private final EndpointTable<Session> sessionsFromOutside = new EndpointTable<>();
    private final EndpointTable<Mapping> mappings = new EndpointTable<>();
    /** The newest live mapping of each external endpoint, or the one that expired last. */
    private final EndpointTable<Mapping> externals = new EndpointTable<>();
    private final EndpointTable<Claim> claims = new EndpointTable<>();
    /** Those that the inside asked for. */
    private final EndpointTable<Mapping> requested = new EndpointTable<>();
    private final MappingsBySource sources = new MappingsBySource();
    private final Contacts contacts = new Contacts(expiry);
    /** Only looked up, never walked through. */
    private final Map<IpAddress, Subscriber> subscribers = new LinkedHashMap<>();
    private final ExternalPorts ports;
    private final MappingListener listener;

    private NatBehavior behavior;
    private Timing timing;

    /** @param addresses the external addresses, at least one, all of one family */
    NatTable(NatBehavior behavior, Transport transport, List<IpAddress> addresses, AddressBindings bindings,
            RandomGenerator random, MappingListener listener) {
        this.transport = transport;
        this.behavior = behavior;
        this.timing = new Timing(behavior, transport);
        this.ports = new ExternalPorts(addresses, bindings, random, this);
        this.listener = listener;
    }

    /** Behaves differently from now on; mappings and sessions that live keep the behaviour they were made with. */
    void changeBehavior(NatBehavior newBehavior) {
        if (!newBehavior.ports().equals(behavior.ports()) || !newBehavior.portRange().equals(behavior.portRange())) {
            ports.resetBlocks();
        }
        behavior = newBehavior;
        timing = new Timing(newBehavior, transport);
    }

    /** Live mappings, and those that have expired since somebody looked. */
    int mappings() {
        return mappings.size();
    }

    /** Live sessions, and those that have expired since somebody looked. */
    int sessions() {
        return sessionsFromInside.size();
    }

    /** Everything that is kept, memories of the dead included. */
    int entries() {
        return expiry.size();
    }

    /** Translates the source of a packet from the inside. */
    Translation outbound(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Session session = sessionsFromInside.find(internal, remote);
        if (session == null || !session.isOpen(nowNanos)) {
            return outboundTheLongWay(internal, remote, nowNanos);
        }
        timing.outbound(session, nowNanos);
        return session.mapping.outward;
    }

    /** Translates the destination of a packet from the outside. */
    Translation inbound(IpEndpoint external, IpEndpoint remote, long nowNanos) {
        Session session = sessionsFromOutside.find(external, remote);
        if (session == null || !session.isOpen(nowNanos)) {
            return inboundTheLongWay(external, remote, nowNanos);
        }
        timing.inbound(session, nowNanos);
        return session.mapping.inward;
    }

    /** The stream between the two is over: from now on its session has the closing lifetime. */
    void closing(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Session session = sessionsFromInside.find(internal, remote);
        if (session == null || session.closing || !session.isAlive(nowNanos)) {
            return;
        }
        timing.close(session);
        expiry.hasten(session, nowNanos + session.lifetimeNanos);
        if (session.mapping.sessions == 1) {
            expiry.hasten(session.mapping, session.deadlineNanos());
        }
    }

    /** What the source of an ICMP error's quoted packet was before translation; refreshes and filters nothing. */
    Translation internalOf(IpEndpoint external, IpEndpoint remote, long nowNanos) {
        Session session = sessionsFromOutside.find(external, remote);
        if (session != null && session.isAlive(nowNanos)) {
            return session.mapping.inward;
        }
        Mapping mapping = externals.findPart(external, null);
        return mapping != null && mapping.isLive(nowNanos) ? mapping.inward : new NatDrop.NoMapping(external);
    }

    /** What the destination of an ICMP error's quoted packet was before translation; refreshes nothing. */
    Translation externalOf(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Session session = sessionsFromInside.find(internal, remote);
        if (session != null && session.isAlive(nowNanos)) {
            return session.mapping.outward;
        }
        Mapping mapping = findMapping(internal, remote);
        return mapping != null && mapping.isLive(nowNanos) ? mapping.outward : new NatDrop.NoMapping(internal);
    }

    @Override
    public boolean isTaken(IpEndpoint external, IpEndpoint remote) {
        return sessionsFromOutside.find(external, remote) != null || claims.find(external, remote) != null;
    }

    @Override
    public boolean isLive(IpEndpoint external) {
        Mapping mapping = externals.findPart(external, null);
        return mapping != null && mapping.state == Mapping.State.LIVE;
    }

    @Override
    public IpEndpoint newestOf(IpEndpoint internal) {
        Mapping mapping = sources.newestOf(internal);
        return mapping == null ? null : mapping.external;
    }

    // Outbound, the long way.

    private Translation outboundTheLongWay(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        removeExpired(nowNanos);
        Session session = sessionsFromInside.find(internal, remote);
        if (session != null) {
            openFilter(session, nowNanos);
            timing.outbound(session, nowNanos);
            return session.mapping.outward;
        }
        if (sessionsFromInside.size() >= behavior.limits().sessions()) {
            return new NatDrop.TableFull("sessions", behavior.limits().sessions());
        }
        Mapping mapping = findMapping(internal, remote);
        if (mapping == null) {
            return mapAndOpen(internal, remote, nowNanos);
        }
        if (sessionsFromOutside.find(mapping.external, remote) != null) {
            return new NatDrop.FlowTaken(mapping.external, remote);
        }
        openSession(mapping, remote, nowNanos);
        return mapping.outward;
    }

    private Mapping findMapping(IpEndpoint internal, IpEndpoint remote) {
        Mapping asked = requested.size() == 0 ? null : requested.findPart(internal, null);
        if (asked != null) {
            return asked;
        }
        Mapping mapping = mappings.findPart(internal, behavior.mapping().partOf(remote));
        if (mapping == null && behavior.underPortConflict().isPresent()) {
            MappingBehavior secondary = behavior.underPortConflict().get().mapping();
            return mappings.findPart(internal, secondary.partOf(remote));
        }
        return mapping;
    }

    private Translation mapAndOpen(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        return switch (map(internal, remote, nowNanos)) {
            case Mapping mapping -> {
                openSession(mapping, remote, nowNanos);
                yield mapping.outward;
            }
            case NatDrop drop -> drop;
        };
    }

    private MapResult map(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        Subscriber subscriber = subscriber(internal.address());
        NatDrop refusal = refusal(subscriber);
        if (refusal != null) {
            return refusal;
        }
        IpEndpoint external = ports.assign(behavior, subscriber, internal, remote);
        if (external == null) {
            return new NatDrop.NoPort(internal);
        }
        return addMapping(subscriber, internal, external, remote, nowNanos);
    }

    private Subscriber subscriber(IpAddress address) {
        Subscriber present = subscribers.get(address);
        return present == null ? new Subscriber(address) : present;
    }

    /** Why a subscriber gets no further mapping, or null. */
    private NatDrop refusal(Subscriber subscriber) {
        NatLimits limits = behavior.limits();
        if (mappings.size() + requested.size() >= limits.mappings()) {
            return new NatDrop.TableFull("mappings", limits.mappings());
        }
        return subscriber.mappings >= limits.mappingsPerSubscriber()
                ? new NatDrop.SubscriberLimit(subscriber.address, limits.mappingsPerSubscriber()) : null;
    }

    /** Maps a port because the inside asked for it, or renews that (RFC 6887 section 11.3). */
    Translation request(IpEndpoint internal, int suggestedPort, Duration lifetime, long nowNanos) {
        removeExpired(nowNanos);
        long endNanos = nowNanos + lifetime.toNanos();
        Mapping present = requested.findPart(internal, null);
        if (present != null) {
            present.endNanos = endNanos;
            present.refresh(endNanos);
            return present.outward;
        }
        Subscriber subscriber = subscriber(internal.address());
        NatDrop refusal = refusal(subscriber);
        if (refusal != null) {
            return refusal;
        }
        IpEndpoint external = ports.assignRequested(behavior, internal, suggestedPort);
        if (external == null) {
            return new NatDrop.NoPort(internal);
        }
        Mapping mapping = Mapping.requested(listener.nextNumber(), internal, external, subscriber, endNanos);
        requested.add(internal, null, mapping);
        register(mapping, nowNanos);
        return mapping.outward;
    }

    /** Ends what the inside asked for: at once, or as soon as the last session that uses it may have ended. */
    void giveBack(IpEndpoint internal, long nowNanos) {
        removeExpired(nowNanos);
        Mapping mapping = requested.findPart(internal, null);
        if (mapping != null) {
            long endNanos = mapping.sessions == 0 ? nowNanos : nowNanos + timing.repliedNanos();
            mapping.endNanos = Math.min(mapping.endNanos, endNanos);
            expiry.hasten(mapping, mapping.endNanos);
        }
    }

    /** Whether the inside asked for a mapping that it still has. */
    boolean isRequested(IpEndpoint internal, long nowNanos) {
        Mapping mapping = requested.findPart(internal, null);
        return mapping != null && mapping.isLive(nowNanos);
    }

    /** The external address that an internal one has or would get. */
    IpAddress externalAddressOf(IpEndpoint internal) {
        return ports.addressOf(behavior, internal);
    }

    private Mapping addMapping(Subscriber subscriber, IpEndpoint internal, IpEndpoint external, IpEndpoint remote,
            long nowNanos) {
        boolean conflict = behavior.underPortConflict().isPresent() && external.port() != internal.port();
        MappingBehavior kind = conflict ? behavior.underPortConflict().get().mapping() : behavior.mapping();
        FilteringBehavior filtering = conflict ? behavior.underPortConflict().get().filtering() : behavior.filtering();
        Mapping mapping = new Mapping(listener.nextNumber(), internal, external, kind.partOf(remote), filtering,
                behavior.filterScope(), subscriber, timing.endOfMapping(nowNanos), nowNanos + timing.unrepliedNanos());
        mappings.add(internal, mapping.remotePart, mapping);
        register(mapping, nowNanos);
        return mapping;
    }

    private void register(Mapping mapping, long nowNanos) {
        Subscriber subscriber = mapping.subscriber;
        sources.add(mapping);
        expiry.add(mapping);
        putAtExternal(mapping);
        if (subscriber.mappings++ == 0) {
            subscribers.put(subscriber.address, subscriber);
        }
        listener.mapped(mapping, transport, nowNanos);
    }

    private void putAtExternal(Mapping mapping) {
        Mapping present = externals.findPart(mapping.external, null);
        if (present == null) {
            externals.add(mapping.external, null, mapping);
            return;
        }
        externals.replace(mapping.external, null, present, mapping);
        if (present.state == Mapping.State.LIVE) {
            mapping.older = present;
            present.newer = mapping;
        } else {
            expiry.remove(present);
        }
    }

    private void openSession(Mapping mapping, IpEndpoint remote, long nowNanos) {
        Session session = timing.newSession(mapping, remote, nowNanos);
        sessionsFromInside.add(mapping.internal, remote, session);
        sessionsFromOutside.add(mapping.external, remote, session);
        expiry.add(session);
        mapping.sessions++;
        listener.contacted(mapping, remote, nowNanos);
        openFilter(session, nowNanos);
    }

    private void openFilter(Session session, long nowNanos) {
        Mapping mapping = session.mapping;
        if (mapping.filtering != FilteringBehavior.ENDPOINT_INDEPENDENT) {
            long deadline = Math.min(nowNanos + session.lifetimeNanos, mapping.endNanos);
            session.contact = contacts.open(mapping, session.remote, nowNanos, deadline);
        }
    }

    // Inbound, the long way.

    private Translation inboundTheLongWay(IpEndpoint external, IpEndpoint remote, long nowNanos) {
        removeExpired(nowNanos);
        Session session = sessionsFromOutside.find(external, remote);
        if (session != null && isAdmittedAgain(session, nowNanos)) {
            timing.inbound(session, nowNanos);
            return session.mapping.inward;
        }
        Mapping newest = externals.findPart(external, null);
        boolean mapped = newest != null && newest.state == Mapping.State.LIVE;
        Mapping receiver = mapped ? admitted(newest, remote, nowNanos) : null;
        if (receiver != null) {
            return receiver.inward;
        }
        if (!mapped && behavior.isOpenToOutside()) {
            return mapFromOutside(external, remote, nowNanos);
        }
        if (behavior.unsolicitedInbound() == UnsolicitedInbound.CLAIMS_FLOW) {
            claim(external, remote, nowNanos);
        }
        return refusal(newest, external, remote, nowNanos);
    }

    /**
     * The first among the mappings of one external endpoint, newest first, whose filter lets the remote endpoint in.
     */
    private Mapping admitted(Mapping newest, IpEndpoint remote, long nowNanos) {
        Mapping mapping = newest;
        for (int asked = 0; mapping != null && asked < SHARERS_ASKED; asked++) {
            if (mapping.filtering == FilteringBehavior.ENDPOINT_INDEPENDENT) {
                timing.inboundWithoutSession(mapping, nowNanos);
                return mapping;
            }
            Contact contact = contacts.admitting(mapping, remote, nowNanos);
            if (contact != null) {
                timing.inboundWithoutSession(mapping, nowNanos);
                timing.inboundThrough(contact, mapping, nowNanos);
                return mapping;
            }
            mapping = mapping.older;
        }
        return null;
    }

    /** True if the inside made contact again, in another session that this one's filter counts. */
    private boolean isAdmittedAgain(Session session, long nowNanos) {
        Contact contact = contacts.admitting(session.mapping, session.remote, nowNanos);
        if (contact != null) {
            session.contact = contact;
        }
        return contact != null;
    }

    /** The whole external address is one internal address, whatever the port. */
    private Translation mapFromOutside(IpEndpoint external, IpEndpoint remote, long nowNanos) {
        IpAddress owner = ports.ownerOf(external.address());
        if (owner == null) {
            return new NatDrop.NoMapping(external);
        }
        return switch (map(IpEndpoint.of(owner, external.port()), remote, nowNanos)) {
            case Mapping mapping -> mapping.inward;
            case NatDrop drop -> drop;
        };
    }

    private NatDrop refusal(Mapping newest, IpEndpoint external, IpEndpoint remote, long nowNanos) {
        if (newest == null) {
            return new NatDrop.NoMapping(external);
        }
        if (newest.state != Mapping.State.LIVE) {
            Duration since = Duration.ofNanos(nowNanos - newest.expiredNanos);
            return new NatDrop.MappingExpired(newest.external, newest.internal, since);
        }
        ContactHistory history = contacts.history(newest, remote);
        return new NatDrop.Filtered(newest.filtering, newest.filterScope, remote, history);
    }

    private void claim(IpEndpoint external, IpEndpoint remote, long nowNanos) {
        Claim claim = claims.find(external, remote);
        long deadline = nowNanos + timing.unrepliedNanos();
        if (claim != null) {
            claim.extend(deadline);
        } else if (claims.size() < behavior.limits().sessions() && sessionsFromOutside.find(external, remote) == null) {
            Claim added = new Claim(external, remote, deadline);
            claims.add(external, remote, added);
            expiry.add(added);
        }
    }

    // Expiry.

    /** Removes what has expired by now; nothing but memory and what is told about it depends on when this happens. */
    void removeExpired(long nowNanos) {
        for (NatEntry entry = expiry.pollExpired(nowNanos); entry != null; entry = expiry.pollExpired(nowNanos)) {
            switch (entry) {
                case Session session -> removeSession(session);
                case Contact contact -> contacts.expired(contact, behavior.limits().sessions());
                case Claim claim -> claims.remove(claim.external, claim.remote, claim);
                case Mapping mapping -> expired(mapping);
            }
        }
    }

    private void removeSession(Session session) {
        Mapping mapping = session.mapping;
        sessionsFromInside.remove(mapping.internal, session.remote, session);
        sessionsFromOutside.remove(mapping.external, session.remote, session);
        mapping.sessions--;
    }

    private void expired(Mapping mapping) {
        switch (mapping.state) {
            case LIVE -> retire(mapping);
            case RESTING -> {
                ports.release(mapping.external);
                remember(mapping);
            }
            case REMEMBERED -> externals.remove(mapping.external, null, mapping);
        }
    }

    private void retire(Mapping mapping) {
        if (mapping.requested) {
            requested.remove(mapping.internal, null, mapping);
        } else {
            mappings.remove(mapping.internal, mapping.remotePart, mapping);
        }
        sources.remove(mapping);
        mapping.state = Mapping.State.RESTING;
        mapping.expiredNanos = mapping.deadlineNanos();
        listener.expired(mapping);
        if (--mapping.subscriber.mappings == 0) {
            subscribers.remove(mapping.subscriber.address);
            ports.releaseBlock(mapping.subscriber, mapping.external);
        }
        if (mapping.newer == null && mapping.older == null) {
            expiry.addUntil(mapping, mapping.expiredNanos + behavior.portReuseDelay().toNanos());
        } else {
            leaveToSharers(mapping);
        }
    }

    private void remember(Mapping mapping) {
        if (externals.size() > behavior.limits().mappings() + MEMORY_MAPPINGS) {
            externals.remove(mapping.external, null, mapping);
        } else {
            mapping.state = Mapping.State.REMEMBERED;
            expiry.addUntil(mapping, mapping.deadlineNanos() + MEMORY_NANOS);
        }
    }

    private void leaveToSharers(Mapping mapping) {
        if (mapping.newer == null) {
            externals.replace(mapping.external, null, mapping, mapping.older);
        } else {
            mapping.newer.older = mapping.older;
        }
        if (mapping.older != null) {
            mapping.older.newer = mapping.newer;
        }
    }
}
