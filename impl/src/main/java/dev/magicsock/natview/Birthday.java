package dev.magicsock.natview;

/**
 * How likely random guesses meet one of several open ports: the arithmetic behind probing a NAT that nobody can
 * predict.
 *
 * <p>Of {@code space} ports {@code open} are open; {@code probes} different ones are tried. All fail with a probability
 * of C(space - open, probes) / C(space, probes).
 */
public final class Birthday {

    private Birthday() {
    }

    /**
     * The probability that at least one probe meets an open port.
     *
     * @throws IllegalArgumentException if {@code open} or {@code probes} is negative or larger than {@code space}
     */
    public static double success(int space, int open, int probes) {
        require(space, open, "open ports");
        require(space, probes, "probes");
        if (open == 0 || probes == 0) {
            return 0;
        }
        double logFailure = 0;
        for (int i = 0; i < probes; i++) {
            int closed = space - open - i;
            if (closed <= 0) {
                return 1;
            }
            logFailure += StrictMath.log((double) closed / (space - i));
        }
        return -StrictMath.expm1(logFailure);
    }

    /**
     * How many probes it takes until {@link #success} reaches {@code wanted}.
     *
     * @param wanted in [0, 1)
     * @param open   at least 1
     */
    public static int probesFor(int space, int open, double wanted) {
        require(space, open, "open ports");
        if (open == 0 || !(wanted >= 0 && wanted < 1)) {
            throw new IllegalArgumentException(wanted + " cannot be reached with " + open + " open ports");
        }
        double logWanted = StrictMath.log1p(-wanted);
        double logFailure = 0;
        int probes = 0;
        while (logFailure > logWanted && probes < space - open) {
            logFailure += StrictMath.log((double) (space - open - probes) / (space - probes));
            probes++;
        }
        return logFailure > logWanted ? probes + 1 : probes;
    }

    private static void require(int space, int part, String what) {
        if (part < 0 || part > space) {
            throw new IllegalArgumentException(part + " " + what + " of " + space);
        }
    }
}
