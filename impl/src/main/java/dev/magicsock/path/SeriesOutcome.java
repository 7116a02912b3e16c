package dev.magicsock.path;

/** How a series of Pings ended without proving the path. */
public enum SeriesOutcome {
    /** No Ping was answered. */
    NO_ANSWER,
    /** Small Pings were answered, no full-size one was. */
    TOO_SMALL
}
