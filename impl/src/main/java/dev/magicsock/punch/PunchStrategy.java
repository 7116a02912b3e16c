package dev.magicsock.punch;

import java.util.random.RandomGenerator;

/** A way of getting direct paths through NATs; makes one {@link Puncher} per remote. Immutable. */
public interface PunchStrategy {

    /** The name by which configurations and reports call it: lower-case letters, digits, dots and hyphens. */
    String name();

    /** Whether direct paths are used at all; without them neither probes nor data leave or enter over UDP. */
    default boolean usesDirectPaths() {
        return true;
    }

    /**
     * Whether it needs datagrams with a hop limit of their own ({@link PunchActions#open}), which Java's sockets cannot
     * send. A MagicSock on real sockets refuses such a strategy.
     */
    default boolean limitsHops() {
        return false;
    }

    /** What it may spend on each remote. */
    default PunchBudget budget() {
        return PunchBudget.DEFAULT;
    }

    /**
     * Begins with one remote.
     *
     * @param random the puncher's own source of random numbers
     */
    Puncher forRemote(RandomGenerator random);
}
