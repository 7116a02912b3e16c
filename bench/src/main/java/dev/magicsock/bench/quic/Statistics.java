package dev.magicsock.bench.quic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Medians of few figures, and how sure they are. */
final class Statistics {

    private static final int RESAMPLES = 20_000;

    /** Fixed, so that the same figures always give the same interval. */
    private static final long SEED = 1;

    private Statistics() {
    }

    /**
     * The median with its bootstrap interval.
     *
     * @param low  2.5th percentile of the medians of resamples
     * @param high 97.5th percentile
     */
    record Median(double value, double low, double high) {
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static Median medianWithInterval(double... figures) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] medians = new double[RESAMPLES];
        double[] resample = new double[figures.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < resample.length; j++) {
                resample[j] = figures[random.nextInt(figures.length)];
            }
            medians[i] = median(resample);
        }
        Arrays.sort(medians);
        return new Median(median(figures), medians[RESAMPLES * 25 / 1000], medians[RESAMPLES * 975 / 1000]);
    }
}
