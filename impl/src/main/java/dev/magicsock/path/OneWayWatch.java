package dev.magicsock.path;

import java.time.Duration;
import java.time.Instant;

/** Notices that the remote's Pings arrive by a path while ours are not answered. Not thread-safe. */
final class OneWayWatch {

    /** Several Pings have been sent in this time, so chance is ruled out. */
    private static final Duration AFTER = Duration.ofSeconds(3);

    private final Duration recent;
    private Instant askedInVainSince;
    private Instant theirsSince;
    private Instant lastOfTheirs;
    private boolean known;

    /** @param recent how old a Ping of the remote may be to count */
    OneWayWatch(Duration recent) {
        this.recent = recent;
    }

    void onPingSent(Instant now) {
        askedInVainSince = askedInVainSince == null ? now : askedInVainSince;
    }

    void onAnswered() {
        askedInVainSince = null;
        known = false;
    }

    void onPingReceived(Instant now) {
        if (!theirsArrive(now)) {
            theirsSince = now;
        }
        lastOfTheirs = now;
    }

    /** Whether it is one-way; true once, until an answer comes. */
    boolean discovers(Instant now) {
        if (known || askedInVainSince == null || !theirsArrive(now)) {
            return false;
        }
        Instant since = askedInVainSince.isAfter(theirsSince) ? askedInVainSince : theirsSince;
        known = !now.isBefore(since.plus(AFTER));
        return known;
    }

    private boolean theirsArrive(Instant now) {
        return lastOfTheirs != null && now.isBefore(lastOfTheirs.plus(recent));
    }
}
