package dev.magicsock.scenarios.explain;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One way of getting through, and whether it leads anywhere here.
 *
 * @param strategies that go it, as scenarios name them
 * @param chance     in [0, 1] where it can be given
 * @param why        a sentence or some
 */
public record Way(String name, List<String> strategies, Result result, OptionalDouble chance, String why) {

    /** Whether a way leads to a direct path. */
    public enum Result {
        WORKS, BY_LUCK, DEPENDS, CANNOT;

        /** As documents write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Way {
        Objects.requireNonNull(name);
        strategies = List.copyOf(strategies);
        Objects.requireNonNull(result);
        Objects.requireNonNull(chance);
        Objects.requireNonNull(why);
    }

    static Way of(String name, Result result, String why, String... strategies) {
        return new Way(name, List.of(strategies), result, OptionalDouble.empty(), why);
    }

    static Way byLuck(String name, double chance, String why, String... strategies) {
        return new Way(name, List.of(strategies), Result.BY_LUCK, OptionalDouble.of(chance), why);
    }
}
