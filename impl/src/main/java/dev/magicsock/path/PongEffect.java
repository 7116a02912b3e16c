package dev.magicsock.path;

/** What a Pong changed about a path. */
public enum PongEffect {
    /** The path was answered for the first time, at a small size. */
    BECAME_REACHABLE,
    /** The path may be selected from now on. */
    BECAME_VALIDATED,
    /** The path was in doubt and is not any more. */
    BECAME_TRUSTED,
    /** Nothing but the measurements. */
    NONE
}
