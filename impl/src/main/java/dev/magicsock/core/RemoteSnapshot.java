package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * One remote at one instant, for whoever asks.
 *
 * @param remote             who
 * @param selected           the path in use; empty while there is none that is proven
 * @param inDoubt            whether the relay carries copies because the selected path is in doubt
 * @param paths              every known way to it: relays, then direct paths; bounded by
 *                           {@link Bounds#candidatesPerRemote} for each socket, and nine relays
 * @param directBytesSent    bytes of the application's datagrams sent over UDP, copies included
 * @param relayBytesSent     the same through relays
 * @param directBytesReceived bytes of the application's datagrams received over UDP
 * @param relayBytesReceived the same through relays
 * @param duplicatesSent     datagrams sent a second time on purpose; each further copy counts
 */
public record RemoteSnapshot(EndpointId remote, Optional<PathId> selected, boolean inDoubt, List<PathSnapshot> paths,
        long directBytesSent, long relayBytesSent, long directBytesReceived, long relayBytesReceived,
        long duplicatesSent) {
    public RemoteSnapshot {
        paths = List.copyOf(paths);
    }
}
