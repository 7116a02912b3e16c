package dev.magicsock.reports.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became worse since an earlier comparison, judged in the worlds that both have.
 *
 * <p>A share of direct worlds that fell by more than the margin is a regression, and so is a mean of first bytes, times
 * to direct or probes that grew by more than the margin. Runs are deterministic, so in equal worlds any difference is
 * real; the margin is about what matters, not about chance.
 *
 * @param cell     where
 * @param strategy of which strategy
 * @param what     became worse, from what to what
 * @param by       how much, in parts of one
 */
public record Regression(Cell cell, String strategy, String what, double by) {

    private static final List<Metric> JUDGED = List.of(Metric.FIRST_BYTE, Metric.DIRECT, Metric.PROBES);

    /**
     * All of them, the largest first.
     *
     * @param margin in parts of one: of all worlds for shares, of the earlier mean for means
     * @throws IllegalArgumentException if the two have no world and strategy in common
     */
    public static List<Regression> between(Comparison before, Comparison now, double margin) {
        Map<Key, Trial> earlier = new LinkedHashMap<>();
        before.trials().forEach(trial -> earlier.put(Key.of(trial), trial));
        Map<Group, List<Trial>> old = new LinkedHashMap<>();
        Map<Group, List<Trial>> current = new LinkedHashMap<>();
        for (Trial trial : now.trials()) {
            Trial then = earlier.get(Key.of(trial));
            if (then != null) {
                Group group = new Group(trial.cell(), trial.strategy());
                old.computeIfAbsent(group, _ -> new ArrayList<>()).add(then);
                current.computeIfAbsent(group, _ -> new ArrayList<>()).add(trial);
            }
        }
        if (old.isEmpty()) {
            throw new IllegalArgumentException("the two comparisons have no world and strategy in common");
        }
        List<Regression> found = new ArrayList<>();
        old.forEach((group, its) -> judge(group, new Summary(group.strategy(), its),
                new Summary(group.strategy(), current.get(group)), margin, found));
        found.sort((a, b) -> Double.compare(b.by, a.by));
        return found;
    }

    private static void judge(Group group, Summary before, Summary now, double margin, List<Regression> found) {
        double fall = before.successRate() - now.successRate();
        if (fall > margin) {
            found.add(new Regression(group.cell(), group.strategy(), "direct in " + Percent.of(now.successRate())
                    + " % of " + now.worlds() + " worlds instead of " + Percent.of(before.successRate()) + " %", fall));
        }
        for (Metric metric : JUDGED) {
            double was = before.mean(metric);
            double is = now.mean(metric);
            if (is > was * (1 + margin)) {
                found.add(new Regression(group.cell(), group.strategy(), metric.title() + " " + metric.words(is)
                        + " instead of " + metric.words(was), was == 0 ? 1 : is / was - 1));
            }
        }
    }

    /** One line. */
    public String words() {
        return cell.label() + ", " + strategy + ": " + what;
    }

    private record Group(Cell cell, String strategy) {
    }

    private record Key(Cell cell, String strategy, long seed) {
        static Key of(Trial trial) {
            return new Key(trial.cell(), trial.strategy(), trial.seed());
        }
    }
}
