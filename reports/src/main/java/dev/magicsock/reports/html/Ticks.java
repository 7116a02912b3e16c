package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Series.Unit;
import dev.magicsock.reports.text.Quantities;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis. The script computes the same ones when it zooms. */
final class Ticks {

    private static final long SECOND = 1_000_000_000L;
    /** Steps of time that people count in; beyond them hours by tens. */
    private static final long[] TIME_STEPS = timeSteps();

    private Ticks() {
    }

    /** Times in nanoseconds from 0 to the end, at most so many beside 0. */
    static List<Long> times(long endNanos, int most) {
        long step = TIME_STEPS[TIME_STEPS.length - 1];
        for (long candidate : TIME_STEPS) {
            if (endNanos / candidate <= most) {
                step = candidate;
                break;
            }
        }
        while (endNanos / step > most) {
            step *= 10;
        }
        List<Long> ticks = new ArrayList<>();
        for (long index = 0; index <= endNanos / step; index++) {
            ticks.add(index * step);
        }
        return ticks;
    }

    /** The smallest of 1, 2 and 5 times a power of ten that reaches a value in at most so many steps; at least 1. */
    static double step(double max, int most) {
        double step = 1;
        while (step * 10 * most <= max) {
            step *= 10;
        }
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (step * factor * most >= max) {
                return step * factor;
            }
        }
        return step * 10;
    }

    /** A measurement with its unit, to three digits. */
    static String words(double value, Unit unit) {
        return switch (unit) {
            case NANOSECONDS -> value <= 0 ? "0" : spaced(Quantities.spanOfNanos((long) value));
            case BYTES -> scaled(value, "B");
            case BITS_PER_SECOND -> scaled(value, "bit/s");
            case PACKETS -> digits(value);
        };
    }

    private static String scaled(double value, String unit) {
        String[] prefixes = {"", "k", "M", "G", "T", "P", "E"};
        double scaled = Math.max(0, value);
        int index = 0;
        while (scaled >= 1_000 && index < prefixes.length - 1) {
            scaled /= 1_000;
            index++;
        }
        return value <= 0 ? "0" : digits(scaled) + " " + prefixes[index] + unit;
    }

    private static String digits(double value) {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    /** {@code 41.2ms} as {@code 41.2 ms}. */
    private static String spaced(String quantity) {
        int unit = 0;
        while (unit < quantity.length() && !Character.isLetter(quantity.charAt(unit))) {
            unit++;
        }
        return quantity.substring(0, unit) + " " + quantity.substring(unit);
    }

    private static long[] timeSteps() {
        List<Long> steps = new ArrayList<>();
        for (long power = 1_000; power < SECOND; power *= 10) {
            steps.addAll(List.of(power, power * 2, power * 5));
        }
        for (long seconds : new long[] {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200,
                21_600, 43_200}) {
            steps.add(seconds * SECOND);
        }
        return steps.stream().mapToLong(Long::longValue).toArray();
    }
}
