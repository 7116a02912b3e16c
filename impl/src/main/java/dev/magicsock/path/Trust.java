package dev.magicsock.path;

import java.time.Instant;

/**
 * How far a validated path may still be relied on: what came by it, which Pings it owes an answer to, and when that
 * means doubt or the end. Pure, not thread-safe.
 */
final class Trust {

    private final PathTiming timing;
    private final RoundTripEstimator roundTrip;
    private final UnansweredPings unanswered = new UnansweredPings();
    /** Null if nothing has come since the path may have been cut off. */
    private Instant lastReceived;
    private boolean doubted;

    /** @param roundTrip of the path; kept by its owner */
    Trust(PathTiming timing, RoundTripEstimator roundTrip) {
        this.timing = timing;
        this.roundTrip = roundTrip;
    }

    // What happens

    /** A Ping was sent. */
    void onPingSent(boolean full, Instant now) {
        unanswered.onSent(full, now);
    }

    /** A Pong answered a Ping that was sent at that moment. */
    void onAnswered(boolean full, Instant sentAt) {
        unanswered.onAnswered(full, sentAt);
    }

    /** Something authentic came. */
    void onReceived(Instant now) {
        lastReceived = now;
    }

    /** Something happened that may have cut the path off. */
    void cutOff(Instant now) {
        doubted = true;
        lastReceived = null;
        unanswered.assume(now);
    }

    /** The path is given up. */
    void end() {
        doubted = false;
        unanswered.clear();
    }

    // Doubt

    /** Whether answers are missing. */
    boolean isDoubted() {
        return doubted;
    }

    /** Doubt begins. */
    void doubt() {
        doubted = true;
    }

    /** Doubt ends if there is no reason for it any more; returns whether it ended now. */
    boolean regain(Instant now) {
        boolean regained = doubted && !isDoubtful(now);
        doubted &= !regained;
        return regained;
    }

    /** Whether doubt is to begin now. */
    boolean isDoubtDue(Instant now) {
        return !doubted && isDoubtful(now);
    }

    private boolean isDoubtful(Instant now) {
        Instant at = doubtAt();
        return at != null && !now.isBefore(at);
    }

    /** Whether the path has been asked in vain for too long. */
    boolean isGiveUpDue(Instant now) {
        Instant at = giveUpAt();
        return at != null && !now.isBefore(at);
    }

    /** Whether a full-size Ping waits for its answer. */
    boolean owesFullAnswer() {
        return unanswered.hasFull();
    }

    /** Whether full-size Pings wait for their answers, and no small ones. */
    boolean owesFullAnswersAlone() {
        return unanswered.isOnlyFull();
    }

    /** Why there is doubt, in words. */
    String doubtReason() {
        if (unanswered.isOnlyFull()) {
            return "no answer to a full-size ping";
        }
        return unanswered.hasSmall() ? "no answer to a ping" : "nothing authentic received for " + timing.trust();
    }

    // Time

    /** When doubt or the end is due; null if neither is. */
    Instant nextDeadline() {
        return doubted ? giveUpAt() : earlier(doubtAt(), giveUpAt());
    }

    private Instant doubtAt() {
        Instant untrusted = lastReceived == null ? null : lastReceived.plus(timing.trust());
        Instant since = unanswered.since();
        return since == null ? untrusted
                : earlier(untrusted, since.plus(roundTrip.patience(timing.patienceMin(), timing.patienceMax())));
    }

    private Instant giveUpAt() {
        Instant since = unanswered.since();
        return since == null ? null : since.plus(timing.giveUp());
    }

    /** The earlier one; null stands for never. */
    static Instant earlier(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.isBefore(a) ? b : a;
    }
}
