package dev.magicsock.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to dial again (relay protocol section 13): at once after a connection that worked, else with growing pauses; and
 * as a relay asked for that announced its restart.
 *
 * <p>iroh reads the announcement and ignores it. Here it is heeded within bounds: the client stays away for the first
 * time that it names, which lets the relay spread its clients' return, and for the second time that it names the pauses
 * stay short, since the relay is expected back.
 */
final class Reconnection {

    /** A relay that wants to be left alone for longer may as well be down. */
    private static final Duration STAY_AWAY_MAX = Duration.ofMinutes(1);

    /** So long pauses are kept short at most. */
    private static final Duration TRY_FOR_MAX = Duration.ofMinutes(5);

    /** A restarting relay is asked once a second, whatever the pause would be otherwise. */
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    private final ReconnectBackoff backoff;
    private final RandomGenerator random;
    private Instant shortUntil = Instant.MIN;

    Reconnection(RelayClientConfig config, RandomGenerator random) {
        this.backoff = new ReconnectBackoff(config.backoffMin(), config.backoffMax());
        this.random = random;
    }

    /** The instant of the next dial after an attempt that failed. */
    Instant afterFailure(Instant now) {
        Duration pause = backoff.next(random);
        boolean isShort = now.isBefore(shortUntil) && pause.compareTo(SHORT_PAUSE) > 0;
        return now.plus(isShort ? SHORT_PAUSE : pause);
    }

    /**
     * The instant of the next dial after a connection that worked.
     *
     * @param announced the restart that the relay announced on it
     */
    Instant afterSuccess(Optional<RelayFrame.Restarting> announced, Instant now) {
        backoff.reset();
        if (announced.isEmpty()) {
            return now;
        }
        Instant at = now.plus(atMost(STAY_AWAY_MAX, announced.get().reconnectIn()));
        shortUntil = at.plus(atMost(TRY_FOR_MAX, announced.get().tryFor()));
        return at;
    }

    private static Duration atMost(Duration bound, Duration asked) {
        return asked.compareTo(bound) > 0 ? bound : asked;
    }
}
