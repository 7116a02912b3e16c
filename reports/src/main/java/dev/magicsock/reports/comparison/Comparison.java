package dev.magicsock.reports.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All trials of a comparison, in the order of cells, strategies and seeds.
 *
 * <p>Immutable. Every strategy has been tried in every world.
 */
public final class Comparison {

    private final List<Trial> trials;
    private final List<String> strategies;
    private final Map<Cell, Map<String, Summary>> cells = new LinkedHashMap<>();
    private final List<Summary> overall = new ArrayList<>();
    private final Map<Trial.World, Boolean> reference = new LinkedHashMap<>();

    /**
     * @param trials at least one; the first one's strategy is what the others are compared with
     * @throws IllegalArgumentException if a trial is there twice, or some strategy was not tried in some world
     */
    public Comparison(List<Trial> trials) {
        this.trials = List.copyOf(trials);
        this.strategies = trials.stream().map(Trial::strategy).distinct().toList();
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("there is no trial");
        }
        requireAllStrategiesInAllWorlds();
        Map<String, List<Trial>> byStrategy = new LinkedHashMap<>();
        Map<Cell, Map<String, List<Trial>>> byCell = new LinkedHashMap<>();
        for (Trial trial : trials) {
            byStrategy.computeIfAbsent(trial.strategy(), _ -> new ArrayList<>()).add(trial);
            byCell.computeIfAbsent(trial.cell(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(trial.strategy(), _ -> new ArrayList<>()).add(trial);
        }
        byStrategy.forEach((strategy, its) -> overall.add(new Summary(strategy, its)));
        byCell.forEach((cell, its) -> {
            Map<String, Summary> summaries = new LinkedHashMap<>();
            strategies.forEach(strategy -> summaries.put(strategy, new Summary(strategy, its.get(strategy))));
            cells.put(cell, summaries);
        });
        byStrategy.get(strategies.getFirst())
                .forEach(trial -> reference.put(trial.world(), trial.outcome().direct()));
    }

    private void requireAllStrategiesInAllWorlds() {
        Map<Trial.World, LinkedHashSet<String>> tried = new LinkedHashMap<>();
        for (Trial trial : trials) {
            if (!tried.computeIfAbsent(trial.world(), _ -> new LinkedHashSet<>()).add(trial.strategy())) {
                throw new IllegalArgumentException(trial.strategy() + " was tried twice in " + trial.cell().label()
                        + ", seed " + trial.seed());
            }
        }
        tried.forEach((world, its) -> {
            if (its.size() != strategies.size()) {
                throw new IllegalArgumentException("in " + world.cell().label() + ", seed " + world.seed()
                        + ", only " + its + " of " + strategies + " were tried");
            }
        });
    }

    public List<Trial> trials() {
        return trials;
    }

    List<String> strategies() {
        return strategies;
    }

    List<Cell> cells() {
        return List.copyOf(cells.keySet());
    }

    Summary summary(Cell cell, String strategy) {
        return cells.get(cell).get(strategy);
    }

    /** One per strategy, over all cells. */
    List<Summary> overall() {
        return overall;
    }

    /** For every interval that is stated: each strategy's shares and its means, in each cell and over all. */
    Estimates estimates() {
        int stated = 1 + Metric.values().length + Budgets.PROBES.size();
        return new Estimates(strategies.size() * (cells.size() + 1) * stated);
    }

    /** How many tests against the reference are made at once. */
    int tests() {
        return Math.max(1, (strategies.size() - 1) * (cells.size() + 1));
    }

    /** A strategy against the first one, in one cell or, where that is empty, in all. */
    PairedTest againstReference(String strategy, Optional<Cell> cell) {
        List<Trial> its = cell.map(where -> summary(where, strategy).trials()).orElseGet(() -> overall.stream()
                .filter(summary -> summary.strategy().equals(strategy)).findFirst().orElseThrow().trials());
        return PairedTest.of(its, reference);
    }

    /** Whether no other strategy is direct at least as often for at most as many probes, and better in one of them. */
    boolean isOnParetoFront(Summary summary) {
        return overall.stream().noneMatch(other -> dominates(other, summary));
    }

    private static boolean dominates(Summary one, Summary other) {
        boolean noWorse = one.direct() >= other.direct() && one.mean(Metric.PROBES) <= other.mean(Metric.PROBES);
        boolean better = one.direct() > other.direct() || one.mean(Metric.PROBES) < other.mean(Metric.PROBES);
        return noWorse && better;
    }
}
