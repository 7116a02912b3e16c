package dev.magicsock.endpoint;

import dev.magicsock.core.RemoteSnapshot;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.util.Optional;

/**
 * One remote at one instant.
 *
 * @param remote              who
 * @param selected            the path in use; empty while none is proven
 * @param roundTrip           the last one measured on the selected path
 * @param inDoubt             whether the relay carries copies because the selected path has not answered lately
 * @param directBytesSent     bytes of QUIC packets sent over UDP, copies included
 * @param relayBytesSent      the same through relays
 * @param directBytesReceived bytes of QUIC packets received over UDP
 * @param relayBytesReceived  the same through relays
 */
public record RemoteInfo(EndpointId remote, Optional<PathId> selected, Optional<Duration> roundTrip, boolean inDoubt,
        long directBytesSent, long relayBytesSent, long directBytesReceived, long relayBytesReceived) {

    static RemoteInfo of(RemoteSnapshot snapshot, RoundTrips roundTrips) {
        return new RemoteInfo(snapshot.remote(), snapshot.selected(),
                snapshot.selected().flatMap(path -> roundTrips.last(snapshot.remote(), path)), snapshot.inDoubt(),
                snapshot.directBytesSent(), snapshot.relayBytesSent(), snapshot.directBytesReceived(),
                snapshot.relayBytesReceived());
    }
}
