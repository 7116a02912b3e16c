package dev.magicsock.path;

import java.time.Instant;

/** Since when Pings have gone unanswered, kept apart for small and for full-size ones. Not thread-safe. */
final class UnansweredPings {

    private Instant small;
    private Instant full;

    void onSent(boolean isFull, Instant now) {
        if (isFull) {
            full = full == null ? now : full;
        } else {
            small = small == null ? now : small;
        }
    }

    /** A Ping sent then was answered: so would have been every earlier one that was not larger. */
    void onAnswered(boolean isFull, Instant sentAt) {
        small = ifLater(small, sentAt);
        if (isFull) {
            full = ifLater(full, sentAt);
        }
    }

    private static Instant ifLater(Instant unanswered, Instant answered) {
        return unanswered != null && unanswered.isAfter(answered) ? unanswered : null;
    }

    /** As if a small Ping had gone unanswered since then, unless one has for longer. */
    void assume(Instant since) {
        small = small == null ? since : small;
    }

    void clear() {
        small = null;
        full = null;
    }

    /** Since when any Ping is unanswered; null if none is. */
    Instant since() {
        if (small == null || full == null) {
            return small == null ? full : small;
        }
        return full.isBefore(small) ? full : small;
    }

    boolean hasSmall() {
        return small != null;
    }

    boolean hasFull() {
        return full != null;
    }

    /** Whether small Pings are answered and full-size ones are not. */
    boolean isOnlyFull() {
        return full != null && small == null;
    }
}
