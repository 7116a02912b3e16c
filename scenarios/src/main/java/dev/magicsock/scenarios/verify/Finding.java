package dev.magicsock.scenarios.verify;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import java.time.Instant;
import java.util.Optional;

/** What became of one claim, in words, and when it was broken for the first time. */
record Finding(Outcome outcome, String happened, Optional<Instant> firstViolation) {

    static Finding holds(String happened) {
        return new Finding(Outcome.HOLDS, happened, Optional.empty());
    }

    static Finding broken(String happened, Instant at) {
        return new Finding(Outcome.BROKEN, happened, Optional.of(at));
    }

    static Finding notDecided(String why) {
        return new Finding(Outcome.NOT_DECIDED, why, Optional.empty());
    }
}
