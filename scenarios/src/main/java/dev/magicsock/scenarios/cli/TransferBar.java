package dev.magicsock.scenarios.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a file has come, on one line of a terminal that is written over and over. */
final class TransferBar {

    private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();
    private static final int CELLS = 30;
    private static final int PERCENT = 100;

    /** ECMA-48: back to the first column, erase to the end of the line. */
    private static final String ERASE = "\r\033[K";

    private final long total;
    private final boolean visible;
    private final PrintStream err;
    private final LongSupplier wallNanos;
    private final long begin;
    private long next;

    /** @param total bytes that are to come */
    TransferBar(long total, boolean visible, PrintStream err, LongSupplier wallNanos) {
        this.total = total;
        this.visible = visible;
        this.err = err;
        this.wallNanos = wallNanos;
        this.begin = wallNanos.getAsLong();
        this.next = begin;
    }

    void reached(long bytes) {
        long now = wallNanos.getAsLong();
        if (!visible || now < next) {
            return;
        }
        next = now + EVERY_NANOS;
        double share = total == 0 ? 1 : Math.min(1, (double) bytes / total);
        int full = (int) (CELLS * share);
        err.print(ERASE + String.format(Locale.ROOT, "[%s%s] %3d %%  %s", "#".repeat(full), ".".repeat(CELLS - full),
                (int) (PERCENT * share), NodeText.rate(bytes, Duration.ofNanos(now - begin))));
        err.flush();
    }

    /** Takes the line away. */
    void end() {
        if (visible) {
            err.print(ERASE);
            err.flush();
        }
    }
}
