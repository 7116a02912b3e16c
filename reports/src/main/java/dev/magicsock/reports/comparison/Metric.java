package dev.magicsock.reports.comparison;

import dev.magicsock.reports.text.Quantities;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A figure of an outcome, with how it is shown. Of all of them less is better, but of direct bytes. */
public enum Metric {

    FIRST_BYTE("first byte", Unit.TIME, outcome -> outcome.firstByteNanos().orElse(outcome.horizonNanos())),
    DIRECT("to direct", Unit.TIME, outcome -> outcome.directNanos().orElse(outcome.horizonNanos())),
    PROBES("probes", Unit.COUNT, Outcome::probes),
    PACKETS("packets", Unit.COUNT, Outcome::packets),
    MAPPINGS("mappings", Unit.COUNT, Outcome::mappings),
    RELAY_BYTES("over relay", Unit.BYTES, Outcome::relayBytes),
    DIRECT_BYTES("sent direct", Unit.BYTES, Outcome::directBytes),
    FLAPS("flaps", Unit.COUNT, Outcome::flaps),
    GAP("longest gap", Unit.TIME, Outcome::gapNanos),
    LOST("lost", Unit.COUNT, Outcome::lost);

    private final String title;
    private final Unit unit;
    private final ToLongFunction<Outcome> value;

    private enum Unit {
        TIME(number -> Quantities.spanOfNanos(Math.round(number))),
        COUNT(number -> String.format(Locale.ROOT, number < 100 ? "%.1f" : "%.0f", number)),
        BYTES(number -> Quantities.bytes(Math.round(number)));

        private final Function<Double, String> words;

        Unit(Function<Double, String> words) {
            this.words = words;
        }
    }

    Metric(String title, Unit unit, ToLongFunction<Outcome> value) {
        this.title = title;
        this.unit = unit;
        this.value = value;
    }

    String title() {
        return title;
    }

    /** The key of it in JSON, with its unit. */
    String key() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return unit == Unit.TIME ? words + "-ns" : words;
    }

    /** Times that never came count with the whole run. */
    long of(Outcome outcome) {
        return value.applyAsLong(outcome);
    }

    /** A value, or a mean of values, with its unit. */
    String words(double number) {
        return unit.words.apply(number);
    }
}
