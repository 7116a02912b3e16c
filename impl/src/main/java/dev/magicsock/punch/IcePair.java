package dev.magicsock.punch;

import dev.magicsock.path.PathId;
import java.time.Duration;
import java.time.Instant;

/** One candidate pair with the STUN transaction that checks it (RFC 8445 section 6.1.2.6). Not thread-safe. */
final class IcePair {

    /** RFC 8489 section 6.2.1: Rc, how often a request is sent. */
    private static final int REQUESTS_MAX = 7;

    /** RFC 8489 section 6.2.1: Rm, how many timeouts the last answer may take. */
    private static final int LAST_WAIT = 16;

    /** RFC 8445 section 14.3: the least timeout. */
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(500);

    private enum State { WAITING, IN_PROGRESS, SUCCEEDED, FAILED }

    private final PathId.Direct path;
    private final long priority;
    private State state = State.WAITING;
    private Duration timeout;
    private int requests;
    private Instant next;

    IcePair(RemotePath path, long priority) {
        this.path = path.id();
        this.priority = priority;
        if (path.answers()) {
            succeed();
        }
    }

    /** RFC 8445 section 14.3: max(500 ms, Ta * N * (Num-Waiting + Num-In-Progress)). */
    static Duration timeout(Duration ta, int checks, int unfinished) {
        Duration scaled = ta.multipliedBy((long) checks * unfinished);
        return scaled.compareTo(TIMEOUT_MIN) > 0 ? scaled : TIMEOUT_MIN;
    }

    PathId.Direct path() {
        return path;
    }

    long priority() {
        return priority;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    boolean hasSucceeded() {
        return state == State.SUCCEEDED;
    }

    boolean isUnfinished() {
        return state == State.WAITING || state == State.IN_PROGRESS;
    }

    /** The first request of a new transaction is sent now. */
    void begin(Duration firstTimeout, Instant now) {
        state = State.IN_PROGRESS;
        timeout = firstTimeout;
        requests = 1;
        next = now.plus(timeout);
    }

    /** Whether the request is to be sent again now; the transaction moves on, and in the end fails. */
    boolean isRepetitionDue(Instant now) {
        if (next == null || now.isBefore(next)) {
            return false;
        }
        if (requests == REQUESTS_MAX) {
            state = State.FAILED;
            next = null;
            return false;
        }
        requests++;
        boolean last = requests == REQUESTS_MAX;
        next = now.plus(last ? timeout.multipliedBy(LAST_WAIT) : timeout.multipliedBy(1L << (requests - 1)));
        return true;
    }

    void succeed() {
        state = State.SUCCEEDED;
        next = null;
    }

    /** When {@link #isRepetitionDue} has something to do; null if it never has. */
    Instant nextRepetition() {
        return next;
    }
}
