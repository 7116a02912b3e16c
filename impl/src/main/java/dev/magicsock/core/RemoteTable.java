package dev.magicsock.core;

import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All remotes, by identity, by mapped address and by the addresses that the user gave. Bounded. Not thread-safe. */
final class RemoteTable {

    /** Remotes that come uninvited: as many as senders that may be checked, see {@link DatagramReceiver}. */
    private static final int NEWCOMER_BURST = 512;
    private static final int NEWCOMERS_PER_SECOND = 128;

    /**
     * Remotes that are said to be at one address, the latest ones: usually it is one, or one that came with a new
     * identity, or one whose identity was mistaken. Each of them costs a copy of what arrives from there unproven.
     */
    private static final int REMOTES_PER_GIVEN_ADDRESS = 4;

    private final Context context;
    private final Maker maker;
    private final Map<EndpointId, RemoteState> byId = new LinkedHashMap<>();
    /** Only looked up, never iterated. */
    private final Map<InetSocketAddress, RemoteState> byMapped = new LinkedHashMap<>();
    /** Only looked up, never iterated. The remotes of one address are in the order in which they were named. */
    private final Map<InetSocketAddress, List<RemoteState>> byGiven = new LinkedHashMap<>();
    private final TokenBucket newcomers = new TokenBucket(NEWCOMER_BURST, NEWCOMERS_PER_SECOND);

    /** Makes remotes. */
    interface Maker {
        RemoteState make(EndpointId id, Instant now);
    }

    RemoteTable(Context context, Maker maker) {
        this.context = context;
        this.maker = maker;
    }

    /** The remote with this identity; null if it is not known. */
    RemoteState find(EndpointId id) {
        return byId.get(id);
    }

    /** The remote with this mapped address; null if there is none. */
    RemoteState findMapped(InetSocketAddress mapped) {
        return byMapped.get(mapped);
    }

    /** The remotes that the user or discovery said to be at this address; at most one of them can be right. */
    List<RemoteState> findGiven(InetSocketAddress source) {
        return byGiven.getOrDefault(source, List.of());
    }

    /** All remotes, oldest first; a copy. */
    List<RemoteState> all() {
        return new ArrayList<>(byId.values());
    }

    /** The remote that the user wants; null if there are too many. */
    RemoteState add(EndpointAddr addr, Instant now) {
        RemoteState remote = obtain(addr.id(), now);
        if (remote != null) {
            addr.directAddresses().forEach(address -> addGiven(address, remote));
        }
        return remote;
    }

    private void addGiven(InetSocketAddress address, RemoteState remote) {
        List<RemoteState> there = byGiven.computeIfAbsent(address, _ -> new ArrayList<>(1));
        there.remove(remote);
        there.add(remote);
        if (there.size() > REMOTES_PER_GIVEN_ADDRESS) {
            there.removeFirst();
        }
    }

    /** A remote that nobody asked for; null if there are too many, or too many at once. */
    RemoteState admit(EndpointId id, Instant now) {
        RemoteState known = byId.get(id);
        if (known != null || !newcomers.take(now)) {
            return known;
        }
        return obtain(id, now);
    }

    /** The remote with this identity, made if it is new; null if there are too many. */
    RemoteState obtain(EndpointId id, Instant now) {
        RemoteState known = byId.get(id);
        if (known != null) {
            return known;
        }
        if (byId.size() >= context.config().bounds().remotes() && !evictOne()) {
            return null;
        }
        RemoteState made = maker.make(id, now);
        byId.put(id, made);
        byMapped.put(made.mapped(), made);
        return made;
    }

    private boolean evictOne() {
        RemoteState worst = null;
        for (RemoteState remote : byId.values()) {
            if (remote.isDispensable() && (worst == null || remote.lastUse().isBefore(worst.lastUse()))) {
                worst = remote;
            }
        }
        if (worst == null) {
            return false;
        }
        remove(worst);
        return true;
    }

    void remove(RemoteState remote) {
        byId.remove(remote.id());
        byMapped.remove(remote.mapped());
        byGiven.values().forEach(there -> there.remove(remote));
        byGiven.values().removeIf(List::isEmpty);
        remote.close();
    }
}
