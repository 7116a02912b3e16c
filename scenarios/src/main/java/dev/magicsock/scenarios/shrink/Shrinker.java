package dev.magicsock.scenarios.shrink;

import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Items;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import dev.magicsock.scenarios.model.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Looks for the smallest scenario that still fails, one change at a time: a change is kept if its result is a scenario
 * in which the expectation still fails. Ends when no change helps any more, when nobody wants it to go on, or when the
 * runs are used up; what it has by then fails in any case. Not thread-safe.
 */
public final class Shrinker {

    private static final String EXPECT = "expect";
    private static final String SCRIPT = "script";
    private static final List<Double> SHORTER = List.of(0.25, 0.5, 0.75, 0.9);
    private static final int TENTHS = 10;

    /** Says whether a scenario fails as the first one did. */
    public interface Judge {

        /**
         * @param expectation its number among those of the scenario, from 0; as many as there are for those that always
         *                    hold
         */
        boolean fails(Scenario scenario, int expectation);
    }

    /** Hears of every step towards a smaller scenario. */
    public interface Listener {

        /** @param runs so far */
        void reduced(Mapping smaller, int runs);
    }

    private final Judge judge;
    private final Listener listener;
    private final BooleanSupplier goOn;
    private final int runsMax;
    private final Optional<ScenarioTree> target;
    private final Set<String> tried = new HashSet<>();
    private Mapping current;
    private int runs;

    /**
     * @param start       fails by itself: its seed is the one that shows it
     * @param expectation which one fails, from 0; as many as there are for those that always hold
     * @param runsMax     how many runs may be spent
     * @param goOn        asked before each run
     */
    public Shrinker(Mapping start, int expectation, Judge judge, int runsMax, BooleanSupplier goOn, Listener listener) {
        this.current = start;
        this.judge = judge;
        this.runsMax = runsMax;
        this.goOn = goOn;
        this.listener = listener;
        List<ScenarioTree> expectations = items(start, EXPECT);
        this.target = expectation < expectations.size() ? Optional.of(expectations.get(expectation)) : Optional.empty();
    }

    /** Runs spent so far. */
    public int runs() {
        return runs;
    }

    /** The smallest scenario that was found. */
    public Mapping shrink() {
        current = withDuration(current);
        attempt(current.with(EXPECT, new Items(target.map(List::of).orElseGet(List::of))));
        int before;
        do {
            before = current.size() + tried.size();
            dropChunks(items(current, SCRIPT).size(), (root, range) -> root.with(SCRIPT, outside(root, range)));
            dropMembers();
            shorten();
            dropKeys();
            simplifyValues();
        } while (current.size() + tried.size() != before && mayGoOn());
        return current;
    }

    /** Says how long a run lasts, so that dropping the last step does not change it. */
    private static Mapping withDuration(Mapping root) {
        return read(root).map(scenario -> root.with("duration", Scalar.of(scenario.duration()))).orElseThrow(
                () -> new IllegalArgumentException("what is to be made smaller is no scenario"));
    }

    private boolean mayGoOn() {
        return runs < runsMax && goOn.getAsBoolean();
    }

    /** Keeps a change if it still fails. */
    private boolean attempt(Mapping candidate) {
        if (!mayGoOn() || !tried.add(candidate.text())) {
            return false;
        }
        int expectation = target.map(items(candidate, EXPECT)::indexOf).orElse(items(candidate, EXPECT).size());
        Optional<Scenario> scenario = expectation < 0 ? Optional.empty() : read(candidate);
        if (scenario.isEmpty()) {
            return false;
        }
        runs++;
        if (!judge.fails(scenario.get(), expectation)) {
            return false;
        }
        current = candidate;
        listener.reduced(current, runs);
        return true;
    }

    private static Optional<Scenario> read(Mapping tree) {
        return switch (ScenarioReader.read(tree.text().getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Valid valid -> Optional.of(valid.scenario());
            case ReadResult.Invalid _ -> Optional.empty();
        };
    }

    /** From inclusive, to exclusive. */
    private record Range(int from, int to) {
    }

    private interface Removal {
        Mapping apply(Mapping root, Range range);
    }

    /** Halves first, then ever smaller pieces, as delta debugging does. */
    private void dropChunks(int count, Removal removal) {
        int left = count;
        for (int chunk = Math.max(1, left / 2); chunk >= 1 && left > 0; chunk /= 2) {
            for (int from = 0; from < left;) {
                int to = Math.min(left, from + chunk);
                if (attempt(removal.apply(current, new Range(from, to)))) {
                    left -= to - from;
                } else {
                    from = to;
                }
            }
        }
    }

    private void dropMembers() {
        dropChunks(Members.names(current).size(), (root, range) -> {
            List<String> names = Members.names(root);
            int to = Math.min(range.to(), names.size());
            return Members.without(root, names.subList(Math.min(range.from(), to), to));
        });
    }

    private static Items outside(Mapping root, Range range) {
        List<ScenarioTree> left = new ArrayList<>(items(root, SCRIPT));
        left.subList(range.from(), range.to()).clear();
        return new Items(left);
    }

    private void shorten() {
        for (double part : SHORTER) {
            while (attempt(endingAt(rounded(duration(current), part)))) {
                // Once more, from what is left.
            }
        }
    }

    private static Duration duration(Mapping root) {
        return root.find("duration").flatMap(value -> value instanceof Scalar scalar ? scalar.duration()
                : Optional.empty())
                .orElseThrow();
    }

    /** Whole seconds, or tenths of them where that is less than ten. */
    private static Duration rounded(Duration duration, double part) {
        long tenths = (long) Math.ceil(duration.toMillis() * part / 100);
        long shown = tenths < 10 * TENTHS ? tenths : (tenths + TENTHS - 1) / TENTHS * TENTHS;
        return Duration.ofMillis(100 * Math.max(1, shown));
    }

    /** Everything that would come later goes, and what would last longer ends then. */
    private Mapping endingAt(Duration end) {
        List<ScenarioTree> steps = items(current, SCRIPT).stream().filter(step -> !startsAt(step, end)).toList();
        Mapping shorter = current.with("duration", Scalar.of(end)).with(SCRIPT, new Items(steps));
        for (Places place : Places.of(shorter)) {
            boolean late = place.key().equals("until") && place.in(shorter) instanceof Scalar until
                    && until.duration().filter(time -> time.compareTo(end) > 0).isPresent();
            shorter = late ? place.replacedIn(shorter, Scalar.of(end)) : shorter;
        }
        return shorter;
    }

    private static boolean startsAt(ScenarioTree step, Duration end) {
        return step instanceof Mapping mapping && mapping.find("at").orElse(null) instanceof Scalar at
                && at.duration().filter(time -> time.compareTo(end) >= 0).isPresent();
    }

    /** Outer ones first: what goes with them need not be tried. */
    private void dropKeys() {
        List<Places> places = Places.of(current);
        for (int i = 0; i < places.size();) {
            if (attempt(places.get(i).removedFrom(current))) {
                places = Places.of(current);
            } else {
                i++;
            }
        }
    }

    private void simplifyValues() {
        for (Places place : Places.of(current)) {
            if (place.steps().getFirst().equals(SCRIPT) && place.in(current) instanceof Scalar scalar) {
                switch (place.key()) {
                    case "at" -> {
                        if (!attempt(place.replacedIn(current, Scalar.of("0s")))) {
                            repeat(place, time -> rounded(time, 0.5));
                        }
                    }
                    case "for", "until" -> repeat(place, time -> rounded(time, 0.5));
                    case "size" -> smaller(place, scalar);
                    default -> {
                        // Nothing simpler is known.
                    }
                }
            }
        }
    }

    private void smaller(Places place, Scalar size) {
        if (!size.text().equals("100B")) {
            attempt(place.replacedIn(current, Scalar.of("100B")));
        }
    }

    private void repeat(Places place, UnaryOperator<Duration> change) {
        boolean kept = true;
        while (kept) {
            Optional<Duration> time = ((Scalar) place.in(current)).duration();
            kept = time.isPresent() && attempt(place.replacedIn(current, Scalar.of(change.apply(time.get()))));
        }
    }

    private static List<ScenarioTree> items(Mapping root, String key) {
        return root.find(key).orElse(null) instanceof Items(var items) ? items : List.of();
    }
}
