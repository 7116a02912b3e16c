package dev.magicsock.reports.comparison;

import java.util.List;

/**
 * Strategies at equal budgets: in how many worlds both sides are direct before more than so many probes were sent. A
 * strategy that sends more gets no credit for what only its later probes achieved.
 */
final class Budgets {

    /** Probes and punch packets of both sides together, in all worlds of a comparison. */
    static final List<Long> PROBES = List.of(10L, 30L, 100L, 300L, 1000L, 3000L);

    private Budgets() {
    }

    /** How many of the worlds were direct within a budget. */
    static long direct(Summary summary, long probes) {
        return summary.trials().stream().map(Trial::outcome)
                .filter(outcome -> outcome.directNanos().isPresent() && outcome.probesUntilDirect() <= probes).count();
    }
}
