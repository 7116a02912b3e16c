package dev.magicsock.interop.nat;

/** Pearson's test of whether counts fit what is expected. */
final class ChiSquare {

    private ChiSquare() {
    }

    /**
     * How far the counts are from the expected ones, in standard deviations of the statistic (Wilson and Hilferty's
     * cube root, which is close to a normal distribution from some ten bins on).
     *
     * @param expected of every bin at least 5, and as many in all as there are counts
     */
    static double deviation(long[] counts, double[] expected) {
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            if (expected[i] < 5) {
                throw new IllegalArgumentException("bin " + i + " has too few expected counts: " + expected[i]);
            }
            statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
        }
        double degrees = counts.length - 1;
        double variance = 2 / (9 * degrees);
        return (Math.cbrt(statistic / degrees) - (1 - variance)) / Math.sqrt(variance);
    }
}
