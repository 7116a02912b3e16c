package dev.magicsock.scenarios.pairs;

/** How two endpoints end up that try to get direct. */
public enum Outcome {
    /** Each selects a path without a relay. */
    DIRECT,
    /** On the relay, although packets of one pass to the other. */
    ONE_WAY,
    /** On the relay, and nothing passes. */
    RELAY
}
