package dev.magicsock.scenarios.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A part of the seeds: every {@code of}-th one, so that all parts take about equally long.
 *
 * @param number from 1
 */
record Shard(int number, int of) {

    static final Shard ALL = new Shard(1, 1);

    boolean has(long seed) {
        return seed % of == number - 1;
    }

    /** Reads {@code 2/8}. */
    static final class Converter implements ITypeConverter<Shard> {

        private static final Pattern PART = Pattern.compile("([1-9][0-9]{0,5})/([1-9][0-9]{0,5})");

        @Override
        public Shard convert(String text) {
            Matcher matcher = PART.matcher(text);
            if (matcher.matches()) {
                Shard shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                if (shard.number <= shard.of) {
                    return shard;
                }
            }
            throw new TypeConversionException("expected a part such as 2/8, not '" + text + "'");
        }
    }
}
