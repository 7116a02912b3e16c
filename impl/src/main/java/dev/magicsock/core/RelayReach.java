package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The relays through which one remote may be reached: where it was last heard, else where the user or discovery says
 * that it is at home. Not thread-safe.
 */
final class RelayReach {

    /** As many as an address of an endpoint may name. */
    private static final int GIVEN_MAX = 8;

    private final EndpointId remote;
    private final Relays relays;
    private final Set<RelayUrl> given = new LinkedHashSet<>();
    private RelayUrl heardAt;
    /** Where it was heard last, whether or not that relay is still there; null if it never was. */
    private RelayUrl lastHeardAt;
    private Instant lastHeard;

    RelayReach(EndpointId remote, Relays relays) {
        this.remote = remote;
        this.relays = relays;
    }

    /**
     * The user or discovery names relays; they are connected to at once. Returns whether one of them is news and has
     * taken us in already, so that nothing else will tell that the remote can be reached now.
     */
    boolean give(List<RelayUrl> urls, Instant now) {
        boolean reachable = false;
        for (RelayUrl url : urls) {
            if (given.size() < GIVEN_MAX || given.contains(url)) {
                boolean isNews = given.add(url);
                reachable |= relays.link(url, now).isConnected() && isNews;
            }
        }
        return reachable;
    }

    /** The remote sent something through a relay. Returns whether that was news. */
    boolean heard(RelayUrl relay, Instant now) {
        boolean isNews = !relay.equals(heardAt);
        heardAt = relay;
        lastHeardAt = relay;
        lastHeard = now;
        return isNews;
    }

    /** A relay connection ended. Returns whether the remote was last heard there. */
    boolean lost(RelayUrl relay) {
        boolean concerned = relay.equals(heardAt);
        if (concerned) {
            heardAt = null;
        }
        return concerned;
    }

    /** The relay that the remote was heard at, while it is connected: a proven way. */
    Optional<RelayUrl> proven() {
        return Optional.ofNullable(heardAt);
    }

    /** Every relay that may lead to the remote. */
    Set<RelayUrl> all() {
        Set<RelayUrl> all = new LinkedHashSet<>(given);
        if (heardAt != null) {
            all.add(heardAt);
        }
        return all;
    }

    /** When the remote was last heard through this relay, if that is the one where it was heard last. */
    Optional<Instant> lastHeard(RelayUrl relay) {
        return relay.equals(lastHeardAt) ? Optional.of(lastHeard) : Optional.empty();
    }

    /** Whether this relay may lead to the remote. */
    boolean mayLeadThrough(RelayUrl relay) {
        return relay.equals(heardAt) || given.contains(relay);
    }

    /** Where to send; a relay that is only being dialled keeps datagrams for a while. Null if there is none at all. */
    RelayLink best(Instant now) {
        RelayLink heard = heardAt == null ? null : relays.find(heardAt);
        if (heard != null && heard.isConnected()) {
            return heard;
        }
        RelayLink route = relays.withRouteTo(remote);
        return route != null ? route : bestGiven(now);
    }

    private RelayLink bestGiven(Instant now) {
        RelayLink waiting = null;
        for (RelayUrl url : given) {
            RelayLink link = relays.link(url, now);
            if (link.isConnected()) {
                return link;
            }
            waiting = waiting == null ? link : waiting;
        }
        return waiting;
    }
}
