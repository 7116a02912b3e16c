package dev.magicsock.core;

import dev.magicsock.netreport.StunSighting;
import dev.magicsock.path.SocketId;
import dev.magicsock.probe.ProbeMessage.CallMeMaybe;
import dev.magicsock.punch.LocalCandidate;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses at which others may reach us: configured, mapped by a gateway, as STUN servers see us, and those of
 * local interfaces.
 *
 * <p>In this order, because a peer that can try only so many should try the likely ones. Deprecated addresses (RFC 4862
 * section 5.5.4) and link-local IPv6 ones are left out; loopback is in only if there is nothing else. Not thread-safe.
 */
final class OwnAddresses {

    private final List<InetSocketAddress> configured;
    private final Map<Reflection, InetSocketAddress> reflexive = new LinkedHashMap<>();
    private final Map<Reflection, Duration> roundTrips = new LinkedHashMap<>();
    private Optional<InetSocketAddress> portMapping = Optional.empty();
    private List<LocalSocket> sockets = List.of();
    private List<LocalInterfaceAddress> interfaces = List.of();
    private List<InetSocketAddress> advertised = List.of();
    private Set<InetSocketAddress> own = new LinkedHashSet<>();

    /** Who looked at which socket. */
    private record Reflection(SocketId socket, InetSocketAddress server) {
    }

    OwnAddresses(List<InetSocketAddress> configured) {
        this.configured = configured;
        recompute();
    }

    /**
     * The sockets or interfaces changed. What STUN servers saw before is forgotten. Returns whether the result changed.
     */
    boolean onLocalAddresses(List<LocalSocket> currentSockets, List<LocalInterfaceAddress> currentInterfaces) {
        sockets = currentSockets;
        interfaces = currentInterfaces;
        reflexive.clear();
        roundTrips.clear();
        return recompute();
    }

    /** A gateway lets packets for us in there, or nowhere any more. Returns whether the result changed. */
    boolean onPortMapping(Optional<InetSocketAddress> external) {
        portMapping = external;
        return recompute();
    }

    /**
     * A STUN server told how it sees a socket. Returns whether the result changed.
     *
     * @param roundTrip how long it took, if that is known
     */
    boolean onReflexive(SocketId socket, InetSocketAddress server, InetSocketAddress address,
            Optional<Duration> roundTrip) {
        Reflection reflection = new Reflection(socket, server);
        reflexive.put(reflection, address);
        if (roundTrip.isPresent()) {
            roundTrips.put(reflection, roundTrip.get());
        }
        return recompute();
    }

    /** What STUN servers have told, in the order of their first answers. */
    List<StunSighting> sightings() {
        List<StunSighting> sightings = new ArrayList<>();
        reflexive.forEach((reflection, address) -> sightings.add(new StunSighting(reflection.socket().value(),
                reflection.server(), address, Optional.ofNullable(roundTrips.get(reflection)))));
        return sightings;
    }

    /** Whether any STUN server has told how it sees us since the local addresses changed. */
    boolean isSeenByAnybody() {
        return !reflexive.isEmpty();
    }

    /** What to tell others, the likeliest first, at most as many as a CallMeMaybe holds. */
    List<InetSocketAddress> advertised() {
        return advertised;
    }

    /** The same for one peer that told how it sees us. */
    List<InetSocketAddress> advertisedWith(Set<InetSocketAddress> observed) {
        if (observed.isEmpty() || advertised.containsAll(observed)) {
            return advertised;
        }
        Set<InetSocketAddress> all = new LinkedHashSet<>(observed);
        all.addAll(advertised);
        return all.stream().limit(CallMeMaybe.MAX_ADDRESSES).toList();
    }

    /** How an own address is known; the most certain of its kinds. */
    LocalCandidate.Kind kindOf(InetSocketAddress address) {
        if (configured.contains(address)) {
            return LocalCandidate.Kind.CONFIGURED;
        }
        if (portMapping.filter(address::equals).isPresent()) {
            return LocalCandidate.Kind.PORT_MAPPED;
        }
        return reflexive.containsValue(address)
                ? LocalCandidate.Kind.SERVER_REFLEXIVE : LocalCandidate.Kind.HOST;
    }

    /** Whether an address is one of ours, advertised or not. */
    boolean contains(InetSocketAddress address) {
        return own.contains(address);
    }

    /** Whether we have loopback addresses and nothing else. */
    boolean areLoopbackOnly() {
        return !advertised.isEmpty() && advertised.getFirst().getAddress().isLoopbackAddress();
    }

    private boolean recompute() {
        Set<InetSocketAddress> candidates = new LinkedHashSet<>(configured);
        portMapping.ifPresent(candidates::add);
        candidates.addAll(reflexive.values());
        candidates.addAll(local(false));
        own = new LinkedHashSet<>(candidates);
        own.addAll(local(true));
        if (candidates.isEmpty()) {
            candidates.addAll(local(true));
        }
        List<InetSocketAddress> result = candidates.stream().limit(CallMeMaybe.MAX_ADDRESSES).toList();
        boolean changed = !result.equals(advertised);
        advertised = result;
        return changed;
    }

    private List<InetSocketAddress> local(boolean loopback) {
        List<InetSocketAddress> result = new ArrayList<>();
        for (LocalInterfaceAddress each : interfaces) {
            if (each.address().isLoopbackAddress() == loopback && isWorthTelling(each)) {
                addBound(each.address(), result);
            }
        }
        return result;
    }

    private static boolean isWorthTelling(LocalInterfaceAddress each) {
        InetAddress ip = each.address();
        boolean scoped = ip instanceof Inet6Address && ip.isLinkLocalAddress();
        return each.lifetime() == LocalInterfaceAddress.Lifetime.PREFERRED
                && !scoped && !ip.isAnyLocalAddress() && !ip.isMulticastAddress();
    }

    private void addBound(InetAddress ip, List<InetSocketAddress> result) {
        for (LocalSocket socket : sockets) {
            InetAddress bound = socket.bound().getAddress();
            if (socket.carries(ip) && (bound.isAnyLocalAddress() || bound.equals(ip))) {
                result.add(new InetSocketAddress(ip, socket.bound().getPort()));
            }
        }
    }
}
