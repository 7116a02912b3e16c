package dev.magicsock.reports.comparison;

import java.util.List;
import java.util.Map;

/**
 * Whether one strategy succeeds more often than another in the same worlds: McNemar's exact test.
 *
 * <p>Only worlds in which exactly one succeeds say anything. If there were no difference, each of them would be a fair
 * coin.
 *
 * @param better worlds in which only the one in question succeeds
 * @param worse  worlds in which only the reference succeeds
 */
record PairedTest(long better, long worse) {

    /** @param reference whether the reference succeeded, for every world of the trials */
    static PairedTest of(List<Trial> trials, Map<Trial.World, Boolean> reference) {
        long better = 0;
        long worse = 0;
        for (Trial trial : trials) {
            boolean before = reference.get(trial.world());
            better += trial.outcome().direct() && !before ? 1 : 0;
            worse += before && !trial.outcome().direct() ? 1 : 0;
        }
        return new PairedTest(better, worse);
    }

    /** How likely a difference at least as large would be by chance alone, in either direction. */
    double pValue() {
        long n = better + worse;
        double tail = 0;
        double logTerm = -n * StrictMath.log(2);
        for (long k = 0; k <= Math.min(better, worse); k++) {
            tail += StrictMath.exp(logTerm);
            logTerm += StrictMath.log((double) (n - k) / (k + 1));
        }
        return Math.min(1, 2 * tail);
    }

    /** @param comparisons how many tests are made at once */
    String verdict(int comparisons) {
        if (pValue() * comparisons > 0.05) {
            return "no difference shown";
        }
        return better > worse ? "better" : "worse";
    }
}
