package dev.magicsock.scenarios.language;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that somebody probably meant. */
public final class Suggestion {

    /** Longer words are not compared: nobody mistypes a word of this length into another by accident. */
    private static final int MAX_LENGTH = 64;

    /** The longest list of keys in the language has this many; lists of names can be longer. */
    private static final int MAX_SHOWN = 32;

    private Suggestion() {
    }

    /**
     * The closest of the candidates, if it is within a third of the word's length; the first among equals.
     *
     * @param word as it was typed
     */
    public static Optional<String> closest(String word, Collection<String> candidates) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int limit = Math.max(1, word.length() / 3);
        String best = null;
        int bestDistance = limit + 1;
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < bestDistance && distance < candidate.length()) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** "did you mean ...? " if something is close, else nothing; what was expected follows. */
    public static String question(String word, Collection<String> candidates) {
        return closest(word, candidates).map(likely -> "did you mean '" + likely + "'? ").orElse("");
    }

    /**
     * What a message says where one of these words belongs: the likeliest one, and all of them if they are not many.
     */
    static String oneOf(String word, Collection<String> candidates, Problems problems) {
        if (candidates.isEmpty()) {
            return "there is none that could be named";
        }
        String question = problems.count() < Problems.KEPT ? question(word, candidates) : "";
        String shown = candidates.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        String further = candidates.size() > MAX_SHOWN ? " or " + (candidates.size() - MAX_SHOWN) + " others" : "";
        return question + (candidates.size() == 1 ? "expected " : "expected one of ") + shown + further;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[b.length()];
    }
}
