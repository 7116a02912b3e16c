package dev.magicsock.scenarios.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far many runs are, how fast they go and when they will be done, on one line that is written over and over.
 */
final class RateLine {

    private static final long EVERY_NANOS = Duration.ofMillis(500).toNanos();

    /** ECMA-48: back to the first column, erase to the end of the line. */
    private static final String ERASE = "\r\033[K";

    private final int total;
    private final boolean wanted;
    private final PrintStream err;
    private final LongSupplier wallNanos;
    private final long began;
    private long nextNanos;

    /** @param wanted whether anybody would see it */
    RateLine(int total, boolean wanted, PrintStream err, LongSupplier wallNanos) {
        this.total = total;
        this.wanted = wanted;
        this.err = err;
        this.wallNanos = wallNanos;
        this.began = wallNanos.getAsLong();
        this.nextNanos = began + EVERY_NANOS;
    }

    /** @param done runs so far, at least one */
    void reached(int done) {
        long now = wallNanos.getAsLong();
        if (!wanted || now < nextNanos) {
            return;
        }
        nextNanos = now + EVERY_NANOS;
        double seconds = (now - began) / 1e9;
        double rate = done / seconds;
        err.print(ERASE + String.format(Locale.ROOT, "%d of %d runs (%d %%), %.0f per second, done in %s", done, total,
                100L * done / total, rate, left((total - done) / rate)));
        err.flush();
    }

    private static String left(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    /** Takes the line away. */
    void end() {
        if (wanted) {
            err.print(ERASE);
            err.flush();
        }
    }
}
