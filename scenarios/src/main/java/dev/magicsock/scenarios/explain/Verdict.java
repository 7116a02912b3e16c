package dev.magicsock.scenarios.explain;

import java.util.Objects;

/**
 * What becomes of two endpoints that punch.
 *
 * @param why a sentence, which calls the two "a" and "b"
 */
public record Verdict(Outcome outcome, String why) {

    /** How they end up. */
    public enum Outcome {
        /** Both send directly. */
        DIRECT,
        /** Direct or not, as it comes: it depends on whose packet is first. */
        LUCK,
        /** On the relay, although packets of one reach the other. */
        ONE_WAY,
        /** On the relay. */
        RELAY
    }

    public Verdict {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(why);
    }
}
