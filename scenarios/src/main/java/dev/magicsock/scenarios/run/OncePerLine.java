package dev.magicsock.scenarios.run;

import dev.magicsock.tls.KeyLog;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Passes every line on once: both ends of a connection have the same secrets, and whichever end has one first needs it
 * first. Lines are remembered up to a bound; those beyond it may come twice.
 */
final class OncePerLine implements KeyLog {

    /** Four lines for each connection. */
    private static final int MAX_LINES = 40_000;

    private final KeyLog next;
    private final Set<String> seen = new LinkedHashSet<>();

    OncePerLine(KeyLog next) {
        this.next = next;
    }

    @Override
    public void line(String line) {
        if (seen.size() >= MAX_LINES) {
            next.line(line);
        } else if (seen.add(line)) {
            next.line(line);
        }
    }
}
