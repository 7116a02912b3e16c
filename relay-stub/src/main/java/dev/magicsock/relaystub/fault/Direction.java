package dev.magicsock.relaystub.fault;

/** Which messages a fault concerns. */
public enum Direction {
    /** Those from clients to the relay. */
    FROM_CLIENTS,
    /** Those from the relay to clients. */
    TO_CLIENTS,
    /** All. */
    BOTH;

    boolean includes(Direction oneWay) {
        return this == BOTH || this == oneWay;
    }
}
