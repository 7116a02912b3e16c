package dev.magicsock.punch;

import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One of our sockets and one address at which the remote may be: what RFC 8445 section 6.1.2 calls a candidate pair.
 *
 * @param id        socket and address
 * @param source    the most trustworthy of those that named the address
 * @param isNamed   whether the user, discovery or the remote itself named the address; else packets seemed to come
 *                  from it
 * @param state     how much is proven
 * @param roundTrip smoothed; empty before the first answer
 */
public record RemotePath(PathId.Direct id, CandidateSource source, boolean isNamed, PathState state,
        Optional<Duration> roundTrip) {

    public RemotePath {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(roundTrip, "roundTrip");
    }

    /** Whether the remote has answered here and still is expected to. */
    public boolean answers() {
        return state == PathState.REACHABLE || state == PathState.VALIDATED;
    }
}
