package dev.magicsock.junit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists of seeds such as {@code 1..10, 42}. */
final class SeedList {

    /** Days of computing; more is a slip of the hand. */
    private static final int MAX_SEEDS = 100_000;

    private static final Pattern ITEM = Pattern.compile("(-?[0-9]{1,19})(?:\\s*\\.\\.\\s*(-?[0-9]{1,19}))?");

    private final String source;
    private final Set<Long> seeds = new LinkedHashSet<>();

    private SeedList(String source) {
        this.source = source;
    }

    /**
     * The seeds in the order in which they are given.
     *
     * @param source what the texts are, for messages
     * @throws IllegalArgumentException with one sentence, if they are none
     */
    static List<Long> parse(String source, List<String> texts) {
        SeedList list = new SeedList(source);
        texts.forEach(list::text);
        if (list.seeds.isEmpty()) {
            throw list.wrong("no seed is given");
        }
        return List.copyOf(list.seeds);
    }

    private void text(String text) {
        for (String item : text.split(",", -1)) {
            item(item.strip());
        }
    }

    private void item(String item) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw wrong("'" + item + "' is neither a seed nor a range");
        }
        long first = number(matcher.group(1));
        long last = matcher.group(2) == null ? first : number(matcher.group(2));
        if (first > last) {
            throw wrong("the range " + item + " ends before it begins");
        }
        // The difference of two longs may not fit into one; as an unsigned number it does.
        if (Long.compareUnsigned(last - first, MAX_SEEDS - seeds.size()) >= 0) {
            throw wrong("more than " + MAX_SEEDS + " seeds are given");
        }
        for (long offset = 0; offset <= last - first; offset++) {
            add(first + offset);
        }
    }

    private void add(long seed) {
        if (!seeds.add(seed)) {
            throw wrong("seed " + seed + " is there twice");
        }
    }

    private long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw wrong(digits + " is no 64-bit integer");
        }
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(source + ": " + problem
                + "; expected seeds and ranges such as \"1..100\" or \"7, 42, 90..99\"");
    }
}
