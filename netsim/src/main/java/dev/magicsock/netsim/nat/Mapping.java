package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** The tie between an internal and an external endpoint. */
final class Mapping extends NatEntry implements MapResult {

    /** What is left of a mapping. */
    enum State {
        /** It translates. */
        LIVE,
        /** It expired, and its port waits for the port reuse delay to pass. */
        RESTING,
        /** Its port is free; it is kept for a while so that a refused packet can be explained. */
        REMEMBERED
    }

    final IpEndpoint internal;
    final IpEndpoint external;
    /** The part of the remote endpoint that the mapping is for: null, an address or an endpoint. */
    final Object remotePart;
    final FilteringBehavior filtering;
    final FilterScope filterScope;
    final Subscriber subscriber;
    /** True if the inside asked for it. */
    final boolean requested;
    /** When it ends although it is used; later if the inside asks again. */
    long endNanos;

    /** The outcomes for packets of this mapping, made once so that translating allocates nothing. */
    final Translation.Translated outward;
    final Translation.Translated inward;

    /** By which the trace names it; unique in its NAT. */
    final long number;

    private final int hash;

    State state = State.LIVE;
    long expiredNanos;
    int sessions;

    /** Neighbours among the live mappings that share the external endpoint. */
    Mapping newer;
    Mapping older;

    /** Neighbours among the live mappings of the internal endpoint. */
    Mapping newerOfSource;
    Mapping olderOfSource;

    /** One that a packet from the inside makes. */
    Mapping(long number, IpEndpoint internal, IpEndpoint external, Object remotePart, FilteringBehavior filtering,
            FilterScope filterScope, Subscriber subscriber, long endNanos, long deadlineNanos) {
        this(number, internal, external, remotePart, filtering, filterScope, subscriber, endNanos, deadlineNanos,
                false);
    }

    private Mapping(long number, IpEndpoint internal, IpEndpoint external, Object remotePart,
            FilteringBehavior filtering, FilterScope filterScope, Subscriber subscriber, long endNanos,
            long deadlineNanos, boolean requested) {
        super(Math.min(deadlineNanos, endNanos));
        this.requested = requested;
        this.number = number;
        this.internal = internal;
        this.external = external;
        this.remotePart = remotePart;
        this.filtering = filtering;
        this.filterScope = filterScope;
        this.subscriber = subscriber;
        this.endNanos = endNanos;
        this.hash = internal.hashCode() * 31 + external.hashCode();
        this.outward = new Translation.Translated(external);
        this.inward = new Translation.Translated(internal);
    }

    /** One that the inside asked for: everybody may use it, until it ends (RFC 6887 section 11.3). */
    static Mapping requested(long number, IpEndpoint internal, IpEndpoint external, Subscriber subscriber,
            long endNanos) {
        return new Mapping(number, internal, external, null, FilteringBehavior.ENDPOINT_INDEPENDENT,
                FilterScope.MAPPING, subscriber, endNanos, endNanos, true);
    }

    boolean isLive(long nowNanos) {
        return state == State.LIVE && isAlive(nowNanos);
    }

    /** Extends the life, but not beyond its end. */
    void refresh(long deadlineNanos) {
        extend(Math.min(deadlineNanos, endNanos));
    }

    /** Whose contacts the filter counts. */
    Object filterKey() {
        return switch (filterScope) {
            case MAPPING -> this;
            case INTERNAL_ENDPOINT -> internal;
        };
    }

    /** A mapping equals only itself, but as a key of a table it needs a hash that is the same in every run. */
    @Override
    public int hashCode() {
        return hash;
    }
}
