package dev.magicsock.reports.record;

/**
 * The root seed of a run.
 *
 * <p>A type of its own because its JSON form is a decimal string: readers that keep numbers as binary floating point
 * would change the last digits of a 64-bit integer and so name a run that never was.
 */
public record Seed(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
