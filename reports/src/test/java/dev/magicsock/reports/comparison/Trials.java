package dev.magicsock.reports.comparison;

import java.util.Map;
import java.util.OptionalLong;

/** Trials for tests. */
final class Trials {

    static final Cell CELL = new Cell("home-router", "symmetric", "usual");
    static final long HORIZON = 15_000_000_000L;

    private Trials() {
    }

    static Trial direct(String strategy, long seed, long toDirectNanos) {
        return direct(CELL, strategy, seed, toDirectNanos, 100);
    }

    static Trial direct(Cell cell, String strategy, long seed, long toDirectNanos, long probes) {
        return new Trial(cell, strategy, seed, new Outcome(HORIZON, true, OptionalLong.of(90_000_000),
                OptionalLong.of(toDirectNanos), probes, 1000, 4, 2000, 50_000, 0, 130_000_000, 0, probes / 2,
                spending(probes)));
    }

    static Trial relayed(String strategy, long seed, long probes) {
        return new Trial(CELL, strategy, seed, new Outcome(HORIZON, false, OptionalLong.of(90_000_000),
                OptionalLong.empty(), probes, 1000, 4, 52_000, 0, 0, 130_000_000, 3, probes, spending(probes)));
    }

    private static Spending spending(long probes) {
        return new Spending(Map.of(Purpose.PROBE, new Spending.Use(probes, 80 * probes),
                Purpose.RELAY, new Spending.Use(1000 - probes, 60_000)));
    }
}
