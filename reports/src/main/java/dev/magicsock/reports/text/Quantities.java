package dev.magicsock.reports.text;

import java.time.Duration;
import java.time.Instant;

/**
 * Spells durations, virtual times and byte counts, cut off after about three digits.
 *
 * <p>Digits are cut off rather than rounded, so that 59.999 s never reads as a minute and a violation never reads as
 * later than it was. Always ASCII, so a microsecond is {@code us}, as in scenario files.
 */
public final class Quantities {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Quantities() {
    }

    /** A span of time of at most 292 years: {@code 850us}, {@code 41.2ms}, {@code 2.31s}, {@code 12m3s}, {@code 1h}. */
    public static String span(Duration span) {
        return nanos(span.toNanos(), 2);
    }

    /** Like {@link #span(Duration)}, for spans given in nanoseconds. */
    public static String spanOfNanos(long nanos) {
        return nanos(nanos, 2);
    }

    /** A virtual time as its distance from the start of the run, to the millisecond: {@code 2.314s}, {@code 0s}. */
    public static String time(Instant at) {
        return nanos(Duration.between(Instant.EPOCH, at).toNanos(), 3);
    }

    /** Like {@link #time(Instant)} but to the hundredth of a second, where space is short. */
    public static String roughTime(Instant at) {
        return nanos(Duration.between(Instant.EPOCH, at).toNanos(), 2);
    }

    /** A count of bytes with a decimal prefix: {@code 999B}, {@code 1.23kB}, {@code 12.3MB}. */
    public static String bytes(long bytes) {
        long unit = 1;
        int index = 0;
        while (bytes / unit >= 1_000) {
            unit *= 1_000;
            index++;
        }
        long whole = bytes / unit;
        int decimals = decimalsFor(whole);
        return index == 0 ? bytes + "B" : decimal(bytes, unit, decimals) + BYTE_UNITS[index];
    }

    private static String nanos(long nanos, int decimalsOfSeconds) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a span must not be negative: " + nanos + " ns");
        }
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < MICRO) {
            return nanos + "ns";
        }
        if (nanos < MILLI) {
            return decimal(nanos, MICRO, decimalsFor(nanos / MICRO)) + "us";
        }
        if (nanos < SECOND) {
            return decimal(nanos, MILLI, decimalsFor(nanos / MILLI)) + "ms";
        }
        return nanos < 60 * SECOND ? decimal(nanos, SECOND, decimalsOfSeconds) + "s"
                : clock(nanos / SECOND, nanos % SECOND, decimalsOfSeconds);
    }

    /** Minutes and seconds, or hours, minutes and seconds; parts that are zero at the end are left away. */
    private static String clock(long seconds, long nanosOfSecond, int decimals) {
        StringBuilder text = new StringBuilder();
        long hours = seconds / 3_600;
        long minutes = seconds / 60 % 60;
        String rest = decimal(seconds % 60 * SECOND + nanosOfSecond, SECOND, hours > 0 ? 0 : decimals);
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (minutes > 0 || hours > 0 && !rest.equals("0")) {
            text.append(minutes).append('m');
        }
        if (!rest.equals("0")) {
            text.append(rest).append('s');
        }
        return text.toString();
    }

    /** Three digits in all. */
    private static int decimalsFor(long whole) {
        if (whole >= 100) {
            return 0;
        }
        return whole >= 10 ? 1 : 2;
    }

    /** Quotient by a power of ten, with at most this many decimals and no zeros at the end. */
    private static String decimal(long value, long unit, int decimals) {
        long whole = value / unit;
        StringBuilder text = new StringBuilder().append(whole);
        long rest = value % unit;
        long place = unit;
        int lastNonZero = text.length();
        for (int i = 0; i < decimals; i++) {
            place /= 10;
            long digit = rest / place;
            rest %= place;
            text.append(i == 0 ? "." : "").append(digit);
            lastNonZero = digit == 0 ? lastNonZero : text.length();
        }
        text.setLength(lastNonZero);
        return text.toString();
    }
}
