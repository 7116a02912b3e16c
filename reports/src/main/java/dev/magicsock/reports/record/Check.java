package dev.magicsock.reports.record;

import java.time.Duration;
import java.time.Instant;

/** The rules that several records share. */
final class Check {

    /** The last instant whose distance from the start of the run fits into a {@code long} of nanoseconds. */
    private static final Instant LATEST = Instant.EPOCH.plusNanos(Long.MAX_VALUE);
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Check() {
    }

    static void name(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }

    static void notNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }

    static void positive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive: " + value);
        }
    }

    static void time(String what, Instant value) {
        if (value.isBefore(Instant.EPOCH) || value.isAfter(LATEST)) {
            throw new IllegalArgumentException(what + " is not a virtual time: " + value);
        }
    }

    static void span(String what, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " is not a span of virtual time: " + value);
        }
    }

    static void order(Instant from, Instant until) {
        time("from", from);
        time("until", until);
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("until " + until + " is before from " + from);
        }
    }
}
