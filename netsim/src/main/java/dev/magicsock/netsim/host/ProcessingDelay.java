package dev.magicsock.netsim.host;

import java.time.Duration;

/**
 * How long a host takes before its program sees a packet or a deadline. Hosts that take no time at all flatter every
 * protocol and keep timers in step with each other.
 *
 * @param least  taken every time; not negative
 * @param spread drawn anew each time from nothing to this much, and added; not negative
 */
public record ProcessingDelay(Duration least, Duration spread) {

    /** A processing delay beyond this is a hang, and faults say that better. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Everything is handled in the same instant. */
    public static final ProcessingDelay NONE = new ProcessingDelay(Duration.ZERO, Duration.ZERO);

    public ProcessingDelay {
        if (least.isNegative() || spread.isNegative() || least.plus(spread).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("processing delay " + least + " + " + spread + " is not in 0.."
                    + LONGEST);
        }
    }
}
