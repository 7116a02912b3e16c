package dev.magicsock.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds from one to another, both included.
 *
 * @param last not less than {@code first}
 */
record SeedRange(long first, long last) {

    private static final long MAX_SEEDS = 1_000_000_000;

    SeedRange {
        if (last < first || last - first >= MAX_SEEDS || last - first < 0) {
            throw new IllegalArgumentException("seeds " + first + " to " + last);
        }
    }

    long size() {
        return last - first + 1;
    }

    /** At most so many ranges of about equal size that cover this one. */
    List<SeedRange> split(int parts) {
        List<SeedRange> ranges = new ArrayList<>();
        long start = first;
        for (int left = (int) Math.min(parts, size()); left > 0; left--) {
            long end = start + (last - start + 1) / left - 1;
            ranges.add(new SeedRange(start, end));
            start = end + 1;
        }
        return ranges;
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }

    /** Reads {@code 1..1000}. */
    static final class Reader implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            String[] ends = text.split("\\.\\.", -1);
            try {
                return new SeedRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is no range of seeds such as 1..1000");
            }
        }
    }
}
