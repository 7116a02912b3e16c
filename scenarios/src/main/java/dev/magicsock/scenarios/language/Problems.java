package dev.magicsock.scenarios.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems in the order in which they are found, and counts those that are too many to keep. */
final class Problems {

    /** More problems than this are counted, not kept: nobody reads further, and a hostile file could have a million. */
    static final int KEPT = 20;

    private final List<Problem> kept = new ArrayList<>();
    private int count;
    private boolean namesUncertain;

    /** Adds a problem; whatever its words quote from the file does no harm on a terminal. */
    void add(Position at, String wrong, String expected) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Problem(at, Quoted.sentence(wrong), Quoted.sentence(expected)));
        }
    }

    /** From now on a name that is not declared is no problem of its own: a mistake elsewhere may be the reason. */
    void makeNamesUncertain() {
        namesUncertain = true;
    }

    boolean namesAreUncertain() {
        return namesUncertain;
    }

    /** How many there were, kept or not. */
    int count() {
        return count;
    }

    /** The kept ones in the order of the file. */
    List<Problem> inFileOrder() {
        return kept.stream()
                .sorted(Comparator.comparingInt((Problem p) -> p.at().line()).thenComparingInt(p -> p.at().column()))
                .toList();
    }
}
