package dev.magicsock.reports.comparison;

/** The standard normal distribution, in arithmetic that gives the same bits everywhere. */
final class Normal {

    /** Beyond this many deviations nothing is left that a {@code double} could tell from 0 or 1. */
    private static final double FAR = 8;

    /** Halves {@link #FAR} down to the last bit. */
    private static final int BISECTIONS = 60;

    private Normal() {
    }

    /** The point below which {@code p} of the distribution lies; {@code p} in (0, 1). */
    static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("a probability strictly between 0 and 1, not " + p);
        }
        double low = -FAR;
        double high = FAR;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The series of Marsaglia, "Evaluating the Normal Distribution" (2004). */
    private static double below(double x) {
        double sum = x;
        double term = x;
        double before = 0;
        for (int i = 3; sum != before; i += 2) {
            before = sum;
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-0.5 * x * x - 0.91893853320467274178);
    }

    /**
     * The quantile of Student's distribution, by the expansion in its degrees of freedom (Abramowitz and Stegun
     * 26.7.5), good to a hundredth from 5 degrees on.
     */
    static double studentQuantile(double p, long degrees) {
        double z = quantile(p);
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        double n = degrees;
        return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
    }
}
