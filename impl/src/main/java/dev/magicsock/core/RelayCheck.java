package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import java.time.Duration;
import java.time.Instant;

/** Asks one remote through its relay for a sign of life: at once when something changed, then every so often. */
final class RelayCheck {

    /** Half the time after which an unused relay connection is left, so that it stays while the remote is wanted. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final EndpointId remote;
    private final Prober prober;
    private final RelayReach reach;
    private Instant next;

    RelayCheck(EndpointId remote, Prober prober, RelayReach reach) {
        this.remote = remote;
        this.prober = prober;
        this.reach = reach;
    }

    /** Asks now, and from now on. */
    void start(Instant now) {
        next = now;
        onTime(now);
    }

    /** Asks if it is time to. */
    void onTime(Instant now) {
        if (next == null || now.isBefore(next)) {
            return;
        }
        next = now.plus(INTERVAL);
        RelayLink relay = reach.best(now);
        if (relay != null && relay.isConnected()) {
            prober.sendRelayPing(remote, relay, now);
        }
    }

    /** When {@link #onTime} has something to do; null if nothing is to be asked. */
    Instant nextDeadline() {
        return next;
    }
}
