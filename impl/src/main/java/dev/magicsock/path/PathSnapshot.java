package dev.magicsock.path;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One way to a remote at one instant, for whoever asks.
 *
 * @param id        its name
 * @param state     how much is proven; a relay is {@link PathState#VALIDATED} while the remote was heard through it,
 *                  which proves every size, and {@link PathState#UNPROVEN} before
 * @param inDoubt   whether it is validated, but answers are missing
 * @param selected  whether datagrams travel by it
 * @param roundTrip the smoothed round-trip time; empty before the first answer
 * @param lastHeard when something authentic last came by it: an answer or question of the MagicSock there, and by a
 *                  relay any datagram; empty if nothing did
 */
public record PathSnapshot(PathId id, PathState state, boolean inDoubt, boolean selected, Optional<Duration> roundTrip,
        Optional<Instant> lastHeard) {
    public PathSnapshot {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(roundTrip, "roundTrip");
        Objects.requireNonNull(lastHeard, "lastHeard");
    }
}
