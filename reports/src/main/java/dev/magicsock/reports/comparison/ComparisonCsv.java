package dev.magicsock.reports.comparison;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Comparisons as values separated by commas (RFC 4180, with line feeds): a line with names, then one line per trial.
 * What did not happen is an empty value. Files of the same columns can be read back, merged and compared.
 */
public final class ComparisonCsv {

    private record Column(String name, Function<Trial, Object> value) {
    }

    private static final List<Column> FIGURES = List.of(
            new Column("a", trial -> trial.cell().a()),
            new Column("b", trial -> trial.cell().b()),
            new Column("link", trial -> trial.cell().link()),
            new Column("strategy", Trial::strategy),
            new Column("seed", Trial::seed),
            new Column("horizon-ns", trial -> trial.outcome().horizonNanos()),
            new Column("direct", trial -> trial.outcome().direct() ? 1 : 0),
            new Column("first-byte-ns", trial -> text(trial.outcome().firstByteNanos())),
            new Column("to-direct-ns", trial -> text(trial.outcome().directNanos())),
            new Column("probes", trial -> trial.outcome().probes()),
            new Column("packets", trial -> trial.outcome().packets()),
            new Column("mappings", trial -> trial.outcome().mappings()),
            new Column("relay-bytes", trial -> trial.outcome().relayBytes()),
            new Column("direct-bytes", trial -> trial.outcome().directBytes()),
            new Column("flaps", trial -> trial.outcome().flaps()),
            new Column("gap-ns", trial -> trial.outcome().gapNanos()),
            new Column("lost", trial -> trial.outcome().lost()),
            new Column("probes-until-direct", trial -> trial.outcome().probesUntilDirect()));

    private static final List<Column> COLUMNS = columns();

    private static final String HEADER = String.join(",", COLUMNS.stream().map(Column::name).toList());

    private ComparisonCsv() {
    }

    /** The figures of a trial, and after them packets and bytes of each purpose. */
    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(FIGURES);
        for (Purpose purpose : Purpose.values()) {
            columns.add(new Column(purpose.label() + "-packets", trial -> trial.outcome().sent().of(purpose)
                    .packets()));
            columns.add(new Column(purpose.label() + "-bytes", trial -> trial.outcome().sent().of(purpose).bytes()));
        }
        return columns;
    }

    /** The whole file. */
    public static String write(Comparison comparison) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        comparison.trials().forEach(trial -> csv.append(
                String.join(",", COLUMNS.stream().map(column -> column.value().apply(trial).toString()).toList()))
                .append('\n'));
        return csv.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else; the message says which line
     */
    public static Comparison read(String csv) {
        List<String> lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("line 1: expected " + HEADER);
        }
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                trials.add(trial(lines.get(i).split(",", -1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new Comparison(trials);
    }

    private static Trial trial(String[] values) {
        if (values.length != COLUMNS.size()) {
            throw new IllegalArgumentException("expected " + COLUMNS.size() + " values, not " + values.length);
        }
        Outcome outcome = new Outcome(number(values[5]), number(values[6]) == 1, time(values[7]), time(values[8]),
                number(values[9]), number(values[10]), number(values[11]), number(values[12]), number(values[13]),
                number(values[14]), number(values[15]), number(values[16]), number(values[17]), spending(values));
        return new Trial(new Cell(values[0], values[1], values[2]), values[3], number(values[4]), outcome);
    }

    private static Spending spending(String[] values) {
        Map<Purpose, Spending.Use> uses = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            int at = FIGURES.size() + 2 * purpose.ordinal();
            uses.put(purpose, new Spending.Use(number(values[at]), number(values[at + 1])));
        }
        return new Spending(uses);
    }

    private static OptionalLong time(String value) {
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(value));
    }

    private static long number(String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("not a number: " + value);
        }
        return Long.parseLong(value);
    }

    private static String text(OptionalLong time) {
        return time.isPresent() ? Long.toString(time.getAsLong()) : "";
    }
}
