package dev.magicsock.netsim.link;

import java.time.Duration;

/**
 * Holds some packets back so that later ones overtake them.
 *
 * @param ratio probability that a packet is held back, 0 to 1
 * @param delay how much longer it takes; not negative
 */
public record Reordering(double ratio, Duration delay) {

    /** Every packet keeps its place. */
    public static final Reordering NONE = new Reordering(0, Duration.ZERO);

    public Reordering {
        Ratio.check("reordering ratio", ratio);
        Delays.check("reordering delay", delay);
    }
}
