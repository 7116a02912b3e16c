package dev.magicsock.reports.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the trials of one strategy, in one cell or in all, come to.
 *
 * @param trials at least one, all of one strategy
 */
record Summary(String strategy, List<Trial> trials) {

    /** Best first: direct before not, then earlier, steadier, cheaper. */
    private static final Comparator<Trial> BEST_FIRST = Comparator
            .comparing((Trial trial) -> !trial.outcome().direct())
            .thenComparing(trial -> Metric.DIRECT.of(trial.outcome()))
            .thenComparing(trial -> Metric.FIRST_BYTE.of(trial.outcome()))
            .thenComparing(trial -> trial.outcome().gapNanos())
            .thenComparing(trial -> trial.outcome().probes())
            .thenComparing(Trial::seed);

    Summary {
        trials = trials.stream().sorted(BEST_FIRST).toList();
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("nothing to sum up");
        }
    }

    int worlds() {
        return trials.size();
    }

    long direct() {
        return trials.stream().filter(trial -> trial.outcome().direct()).count();
    }

    double successRate() {
        return (double) direct() / worlds();
    }

    /** How many of the outcomes differ; worlds that repeat each other prove nothing more. */
    long distinct() {
        return trials.stream().map(Trial::outcome).distinct().count();
    }

    double mean(Metric metric) {
        return Estimates.meanOf(values(metric));
    }

    double meanPackets(Purpose purpose) {
        return Estimates.meanOf(trials.stream().mapToLong(trial -> trial.outcome().sent().of(purpose).packets())
                .toArray());
    }

    double meanBytes(Purpose purpose) {
        return Estimates.meanOf(trials.stream().mapToLong(trial -> trial.outcome().sent().of(purpose).bytes())
                .toArray());
    }

    Optional<Interval> interval(Metric metric, Estimates estimates) {
        return estimates.mean(values(metric));
    }

    /** The value that this share of the worlds stays at or below; censored ones count as the whole run. */
    long quantile(Metric metric, double share) {
        long[] values = values(metric);
        Arrays.sort(values);
        int rank = (int) Math.ceil(share * values.length) - 1;
        return values[Math.max(0, Math.min(values.length - 1, rank))];
    }

    long[] values(Metric metric) {
        return trials.stream().mapToLong(trial -> metric.of(trial.outcome())).toArray();
    }

    Trial typical() {
        return trials.get((trials.size() - 1) / 2);
    }

    Trial worst() {
        return trials.getLast();
    }
}
