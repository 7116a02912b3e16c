package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Instants of which each may be missing, as null. */
final class Instants {

    private Instants() {
    }

    /** The earliest of those that there are, as a deadline. */
    static Optional<Deadline> earliest(String reason, Instant... instants) {
        return Stream.of(instants).filter(each -> each != null).min(Instant::compareTo)
                .map(at -> new Deadline(at, reason));
    }

    /** Whether an instant that there is has come. */
    static boolean hasCome(Instant at, Instant now) {
        return at != null && !now.isBefore(at);
    }
}
