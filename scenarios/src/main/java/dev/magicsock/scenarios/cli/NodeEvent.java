package dev.magicsock.scenarios.cli;

import dev.magicsock.endpoint.KnownPath;
import dev.magicsock.endpoint.RemoteInfo;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a node has to say. */
sealed interface NodeEvent {

    /** Who it is. */
    record Started(EndpointId id) implements NodeEvent {
    }

    /** Where other machines may reach it directly. */
    record Addresses(List<InetSocketAddress> addresses) implements NodeEvent {
    }

    record RelayConnected(RelayUrl relay) implements NodeEvent {
    }

    record RelayLost(RelayUrl relay, String reason) implements NodeEvent {
    }

    /** It can be dialled, at this address. */
    record Ready(EndpointAddr address) implements NodeEvent {
    }

    record Connected(EndpointId remote) implements NodeEvent {
    }

    record Closed(EndpointId remote, String how) implements NodeEvent {
    }

    /** What is known of the ways to a remote. */
    static Paths of(RemoteInfo remote) {
        return new Paths(remote.remote(), remote.paths());
    }

    /** Datagrams to the remote travel by another path. */
    record PathChanged(EndpointId remote, Optional<PathUse> before, PathUse after) implements NodeEvent {
    }

    /** Every way to the remote that was known at the end, in use or not. */
    record Paths(EndpointId remote, List<KnownPath> paths) implements NodeEvent {
    }

    /** An echo came back. */
    record Echoed(long number, Duration roundTrip) implements NodeEvent {
    }

    /** A file went over; {@code same} says whether the remote has the same SHA-256. */
    record Sent(long bytes, Duration took, String sha256, boolean same) implements NodeEvent {
    }

    /** A file came; it was not kept. */
    record Received(EndpointId remote, long bytes, Duration took, String sha256) implements NodeEvent {
    }

    /** A path and the last round trip that was measured on it. */
    record PathUse(PathId path, Optional<Duration> roundTrip) {
    }
}
