package dev.magicsock.scenarios.explain;

/** How likely guesses of ports are right. */
final class Chance {

    private Chance() {
    }

    /**
     * That a probe hits where every probe also leaves from a port of its own that an open mapping must have guessed:
     * open x probes pairs, each right once in ports squared.
     */
    static double ofMeetingBothWays(int open, int probes, int ports, int otherPorts) {
        return -StrictMath.expm1(-(double) open * probes / ((double) ports * otherPorts));
    }

    /**
     * That nobody else takes a port between measuring and using it, when {@code mean} others do in the mean (Poisson),
     * at {@code sides} NATs at once.
     */
    static double ofUndisturbed(double mean, int sides) {
        return StrictMath.exp(-mean * sides);
    }
}
