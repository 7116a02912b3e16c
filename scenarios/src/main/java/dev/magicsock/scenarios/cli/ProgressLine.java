package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.run.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a run is, on one line that is written over and over; shows nothing for a run of less than a second. */
final class ProgressLine implements ProgressListener {

    /** Below this, nobody wonders what is going on. */
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();

    /** ECMA-48: back to the first column, erase to the end of the line. */
    private static final String ERASE = "\r\033[K";

    private final String scenario;
    private final Duration duration;
    private final PrintStream err;
    private final LongSupplier wallNanos;
    private long nextNanos;
    private boolean shown;

    ProgressLine(String scenario, Duration duration, PrintStream err, LongSupplier wallNanos) {
        this.scenario = scenario;
        this.duration = duration;
        this.err = err;
        this.wallNanos = wallNanos;
        this.nextNanos = wallNanos.getAsLong() + FIRST_NANOS;
    }

    @Override
    public void reached(Instant virtualTime) {
        long nanos = wallNanos.getAsLong();
        if (nanos < nextNanos) {
            return;
        }
        nextNanos = nanos + EVERY_NANOS;
        Duration done = Duration.between(Instant.EPOCH, virtualTime);
        long percent = Math.min(100, 100 * done.toMillis() / Math.max(1, duration.toMillis()));
        err.print(ERASE + String.format(Locale.ROOT, "%s: %.1f s of %.1f s (%d %%)", scenario,
                done.toMillis() / 1000.0, duration.toMillis() / 1000.0, percent));
        err.flush();
        shown = true;
    }

    /** Takes the line away. */
    void end() {
        if (shown) {
            err.print(ERASE);
            err.flush();
        }
    }
}
