package dev.magicsock.scenarios.explain;

/** Which external port the next mapping of a host gets, as somebody outside can foresee it (RFC 4787 section 4.2). */
sealed interface Ports {

    /** The internal one, towards everybody. */
    record Kept() implements Ports {
    }

    /** A fixed step from the one before. */
    record Stepping(int step) implements Ports {
    }

    /** Any of so many. */
    record Random(int among) implements Ports {
    }
}
