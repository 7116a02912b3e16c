package dev.magicsock.endpoint;

import dev.magicsock.core.RemoteSnapshot;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One remote at one instant.
 *
 * @param remote              who
 * @param selected            the path in use; empty while none is proven
 * @param roundTrip           the last one measured on the selected path
 * @param inDoubt             whether the relay carries copies because the selected path has not answered lately
 * @param paths               every way to it that is known, in use or not: relays, then direct paths, those of the
 *                            oldest address first; bounded by the addresses that are kept of a remote, as iroh's
 *                            {@code remote_info} is
 * @param directBytesSent     bytes of QUIC packets sent over UDP, copies included
 * @param relayBytesSent      the same through relays
 * @param directBytesReceived bytes of QUIC packets received over UDP
 * @param relayBytesReceived  the same through relays
 */
public record RemoteInfo(EndpointId remote, Optional<PathId> selected, Optional<Duration> roundTrip, boolean inDoubt,
        List<KnownPath> paths, long directBytesSent, long relayBytesSent, long directBytesReceived,
        long relayBytesReceived) {
    public RemoteInfo {
        paths = List.copyOf(paths);
    }

    static RemoteInfo of(RemoteSnapshot snapshot, RoundTrips roundTrips, Instant now) {
        return new RemoteInfo(snapshot.remote(), snapshot.selected(),
                snapshot.selected().flatMap(path -> roundTrips.last(snapshot.remote(), path)), snapshot.inDoubt(),
                snapshot.paths().stream().map(path -> KnownPath.of(path, now)).toList(), snapshot.directBytesSent(),
                snapshot.relayBytesSent(), snapshot.directBytesReceived(), snapshot.relayBytesReceived());
    }
}
