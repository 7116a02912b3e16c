package dev.magicsock.scenarios.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds of worlds in a row.
 *
 * @param first not negative
 * @param last  inclusive
 */
record WorldSeeds(long first, long last) {

    /** More runs than a machine does in a month. */
    private static final long COUNT_MAX = 1_000_000_000;

    WorldSeeds {
        if (first < 0 || last < first || last - first >= COUNT_MAX) {
            throw new IllegalArgumentException(first + ".." + last);
        }
    }

    int count() {
        return (int) (last - first + 1);
    }

    /** Reads {@code 1..1000} and {@code 7}. */
    static final class Converter implements ITypeConverter<WorldSeeds> {

        private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(?:\\.\\.([0-9]{1,18}))?");

        @Override
        public WorldSeeds convert(String text) {
            Matcher matcher = RANGE.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("expected seeds such as 1..1000, not '" + text + "'");
            }
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            try {
                return new WorldSeeds(first, last);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected ascending seeds, at most a thousand million of them, not '"
                        + text + "'");
            }
        }
    }
}
