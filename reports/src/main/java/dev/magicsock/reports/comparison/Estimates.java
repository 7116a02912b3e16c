package dev.magicsock.reports.comparison;

import java.util.Optional;

/** Estimates with intervals that are honest for few worlds and for many comparisons. */
final class Estimates {

    private static final double CONFIDENCE = 0.95;

    /** With fewer worlds the expansion of Student's distribution is off, and no interval would be worth its name. */
    private static final int WORLDS_MIN = 6;

    private final double upper;

    /** @param intervals how many are stated at once: all of them hold together (Bonferroni's inequality) */
    Estimates(int intervals) {
        this.upper = 1 - (1 - CONFIDENCE) / (2.0 * Math.max(1, intervals));
    }

    /** Wilson's score interval (1927): never outside of [0, 1], and not empty where all or none succeed. */
    Interval proportion(long successes, long of) {
        double z = Normal.quantile(upper);
        double n = of;
        double p = successes / n;
        double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        double low = successes == 0 ? 0 : Math.max(0, centre - half);
        double high = successes == of ? 1 : Math.min(1, centre + half);
        return new Interval(low, high);
    }

    /** Student's interval of a mean; empty where there are too few values, or no two of them differ. */
    Optional<Interval> mean(long[] values) {
        double mean = meanOf(values);
        double squares = 0;
        for (long value : values) {
            squares += (value - mean) * (value - mean);
        }
        if (values.length < WORLDS_MIN || squares == 0) {
            return Optional.empty();
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double half = Normal.studentQuantile(upper, values.length - 1L) * error;
        return Optional.of(new Interval(Math.max(0, mean - half), mean + half));
    }

    static double meanOf(long[] values) {
        double sum = 0;
        for (long value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }
}
