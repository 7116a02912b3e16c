package dev.magicsock.netsim.link;

/** Checks numbers that must be ratios. */
final class Ratio {

    private Ratio() {
    }

    static void check(String what, double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException(what + " " + ratio + " is not in 0..1");
        }
    }
}
