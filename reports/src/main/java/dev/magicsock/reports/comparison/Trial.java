package dev.magicsock.reports.comparison;

import java.util.Objects;

/**
 * One strategy in one world.
 *
 * @param seed of the world; the same for all strategies that were tried in it
 */
public record Trial(Cell cell, String strategy, long seed, Outcome outcome) {

    public Trial {
        Objects.requireNonNull(cell);
        Cell.checkWord(strategy);
        Objects.requireNonNull(outcome);
        if (seed < 0) {
            throw new IllegalArgumentException("a seed is not negative: " + seed);
        }
    }

    /** The world that it happened in. */
    World world() {
        return new World(cell, seed);
    }

    /** Where strategies meet. */
    record World(Cell cell, long seed) {
    }
}
