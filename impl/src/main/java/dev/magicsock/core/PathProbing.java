package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.Candidate;
import dev.magicsock.path.DirectPath;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathState;
import dev.magicsock.path.SeriesOutcome;
import java.time.Instant;

/** Carries out what the paths of one remote want: Pings, doubts and ends. */
final class PathProbing {

    /**
     * Burst and rate of Pings to unproven addresses: one round to 32 addresses at once, the next a fraction of a second
     * later.
     */
    private static final int PING_BURST = 40;
    private static final int PINGS_PER_SECOND = 200;

    /**
     * A full-size Ping goes along with the first small ones, if there are only so many addresses, to save a round trip.
     */
    private static final int FULL_PING_STEPS = 4;
    private static final int FULL_PING_CANDIDATES_MAX = 8;

    private final EndpointId remote;
    private final Context context;
    private final Prober prober;
    private final RemotePaths paths;
    private final Listener listener;
    private final TokenBucket budget = new TokenBucket(PING_BURST, PINGS_PER_SECOND);

    /** Who hears what became of a path. */
    interface Listener {
        void onDoubted(DirectPath path, Instant now);

        void onGivenUp(DirectPath path, String reason, Instant now);
    }

    PathProbing(EndpointId remote, Context context, Prober prober, RemotePaths paths, Listener listener) {
        this.remote = remote;
        this.context = context;
        this.prober = prober;
        this.paths = paths;
        this.listener = listener;
    }

    /** Begins a series of Pings on every path that is not validated. */
    void discoverAll(Instant now) {
        for (Candidate candidate : paths.candidates()) {
            for (DirectPath path : candidate.paths()) {
                if (path.state() == PathState.VALIDATED) {
                    continue;
                }
                if (candidate.isNamed()) {
                    path.discover(now);
                } else {
                    path.verify(now);
                }
                pingIfDue(path, now);
            }
        }
    }

    /** Asks at an address that somebody only suggests. */
    void verify(DirectPath path, Instant now) {
        path.verify(now);
        pingIfDue(path, now);
    }

    private void pingIfDue(DirectPath path, Instant now) {
        if (path.isPingDue(now)) {
            ping(path, now);
        }
    }

    /** Sends one Ping by every path that is not validated. */
    void pingAll(Instant now) {
        for (DirectPath path : paths.all()) {
            if (path.state() != PathState.VALIDATED && !path.isBeingProbed() && budget.take(now)) {
                path.noteExtraPing(prober.sendPing(remote, path.id(), now), now);
            }
        }
    }

    /**
     * Sends one small Ping to an address that need not be a candidate.
     *
     * @return whether it was sent: not by a validated path, not where nothing may be sent, not beyond the limits of
     *         this remote and, for addresses that are no candidates, of all remotes together
     */
    boolean pingOnce(PathId.Direct id, Instant now) {
        DirectPath path = paths.find(id);
        if (!isOpenTo(id, path) || path == null && !context.guesses().take(now) || !budget.take(now)) {
            return false;
        }
        int bytes = prober.sendPing(remote, id, now);
        if (path != null) {
            path.noteExtraPing(bytes, now);
        }
        return bytes > 0;
    }

    /** Sends one punch packet that dies on the way; returns whether it was sent, as {@link #pingOnce}. */
    boolean openOnce(PathId.Direct id, int hopLimit, Instant now) {
        if (!isOpenTo(id, paths.find(id)) || !budget.take(now)) {
            return false;
        }
        prober.sendLimitedPunch(remote, id, hopLimit, context.unixTime(now));
        return true;
    }

    private boolean isOpenTo(PathId.Direct id, DirectPath path) {
        return path == null ? paths.mayBeAsked(id) : path.state() != PathState.VALIDATED;
    }

    /** Sends one punch packet by every path that is not validated. */
    void punchAll(Instant now) {
        for (DirectPath path : paths.all()) {
            if (path.state() != PathState.VALIDATED && budget.take(now)) {
                prober.sendPunch(remote, path.id(), context.unixTime(now));
            }
        }
    }

    /** Does what is due on each path. */
    void tick(Instant now) {
        for (DirectPath path : paths.all()) {
            tick(path, now);
        }
    }

    private void tick(DirectPath path, Instant now) {
        path.concludeSeries(now).ifPresent(outcome -> concluded(path, outcome));
        if (path.isGiveUpDue(now)) {
            String what = path.isTooSmall() ? "no full-size ping" : "no ping";
            listener.onGivenUp(path, what + " answered for " + seconds(), now);
            return;
        }
        if (path.isDoubtDue(now)) {
            doubt(path, now);
        }
        if (path.discoversOneWay(now)) {
            context.reporter().report(new Observation.PathOneWay(remote, path.id(),
                    "the remote's pings arrive here, ours are not answered"));
        }
        pingIfDue(path, now);
    }

    private String seconds() {
        return context.config().timing().giveUp().toSeconds() + " s";
    }

    private void doubt(DirectPath path, Instant now) {
        if (path.isKept()) {
            path.doubt();
            // One lost packet is no reason to send everything twice for long.
            path.pingSoon();
            listener.onDoubted(path, now);
        } else {
            listener.onGivenUp(path, "enough other paths are kept", now);
        }
    }

    private void concluded(DirectPath path, SeriesOutcome outcome) {
        switch (outcome) {
            case TOO_SMALL -> context.reporter().report(new Observation.PathTooSmall(remote, path.id(),
                    path.provenBytes(), context.config().timing().fullDatagramBytes()));
            case NO_ANSWER -> {
                // The usual fate of an address behind a NAT; the strategy decides when to try again.
            }
        }
    }

    /**
     * Sends what is due; both sizes where the answers, or their absence, tell a dead path from one that is too small.
     */
    private void ping(DirectPath path, Instant now) {
        boolean proven = path.state() == PathState.VALIDATED;
        if (!proven && !budget.take(now)) {
            path.postponePing(budget.nextToken());
            return;
        }
        boolean full = path.wantsFullPing(now);
        boolean both = full ? path.isDoubted() : wantsFullPingToo(path);
        path.onPingSent(sendPing(path, full, now), now);
        if (both) {
            path.noteExtraPing(sendPing(path, !full, now), now);
        }
    }

    private int sendPing(DirectPath path, boolean full, Instant now) {
        return full ? prober.sendFullPing(remote, path.id(), now) : prober.sendPing(remote, path.id(), now);
    }

    private boolean wantsFullPingToo(DirectPath path) {
        boolean blindly = path.isDiscovering() && path.seriesStep() < FULL_PING_STEPS
                && paths.candidates().size() <= FULL_PING_CANDIDATES_MAX;
        return path.state() != PathState.VALIDATED && (blindly || path.owesFullPing());
    }
}
