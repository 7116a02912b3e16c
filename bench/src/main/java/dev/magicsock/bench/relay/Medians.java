package dev.magicsock.bench.relay;

import java.util.Arrays;
import java.util.Collection;

/** The middle of some measurements. */
final class Medians {

    private Medians() {
    }

    /** Of an even number of them the middle between both in the middle; not a number if there is none. */
    static double of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN
                : Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElseThrow();
    }
}
