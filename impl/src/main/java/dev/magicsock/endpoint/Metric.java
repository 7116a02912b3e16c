package dev.magicsock.endpoint;

/**
 * One number about an endpoint that a monitoring library can be bound to. Thread-safe; names are stable.
 *
 * <p>Listed in docs/MONITORING.md.
 */
public interface Metric {

    /** Unique within an endpoint; lower-case letters, digits and underscores. */
    String name();

    /** What it is: a phrase without a full stop, with the unit where it is not a number of things. */
    String description();

    /** How its values are to be read. */
    Kind kind();

    /** The value now. */
    long value();

    /** How values are to be read. */
    enum Kind {
        /** Only grows, from zero at the start. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }
}
