package dev.magicsock.time;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When a state machine wants to be called again, and why.
 *
 * <p>A deadline is a wish, not an appointment: a late or a repeated call is harmless.
 *
 * @param at     the instant from which a call has something to do
 * @param reason a few words for logs and traces, for example {@code "STUN retransmission"}
 */
public record Deadline(Instant at, String reason) {

    public Deadline {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
    }

    /** The earlier of the two; the first one if both name the same instant. */
    public static Optional<Deadline> earlier(Optional<Deadline> first, Optional<Deadline> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        return second.get().at().isBefore(first.get().at()) ? second : first;
    }
}
