package dev.magicsock.endpoint;

import dev.magicsock.path.PathId;
import dev.magicsock.path.PathSnapshot;
import dev.magicsock.path.PathState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One way to a remote at one instant.
 *
 * @param path      its name: an address and the local socket, or a relay
 * @param state     how much is proven of it; a relay counts as validated while the remote was heard through it
 * @param inDoubt   whether it is validated, but answers are missing at the moment
 * @param selected  whether datagrams travel by it
 * @param roundTrip smoothed (RFC 6298 section 2); empty if it was never measured
 * @param silence   how long ago something authentic last came by it, which QUIC's own datagrams are by a relay alone;
 *                  empty if nothing ever did
 */
public record KnownPath(PathId path, PathState state, boolean inDoubt, boolean selected, Optional<Duration> roundTrip,
        Optional<Duration> silence) {

    static KnownPath of(PathSnapshot snapshot, Instant now) {
        return new KnownPath(snapshot.id(), snapshot.state(), snapshot.inDoubt(), snapshot.selected(),
                snapshot.roundTrip(), snapshot.lastHeard().map(at -> Duration.between(at, now)));
    }
}
