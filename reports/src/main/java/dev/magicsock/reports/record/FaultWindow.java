package dev.magicsock.reports.record;

import java.time.Instant;

/**
 * A fault that the script declared, and the time during which losses are put down to it.
 *
 * @param name   what expectations call it, such as {@code link-down}
 * @param target what it was done to
 * @param until  the end of the run where it never ended
 */
public record FaultWindow(String name, String target, Instant from, Instant until) {

    public FaultWindow {
        Check.name("fault", name);
        Check.name("target", target);
        Check.order(from, until);
    }
}
