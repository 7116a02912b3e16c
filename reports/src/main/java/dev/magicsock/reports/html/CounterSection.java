package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers at the end of the run: one row for each name, one column for each subject. */
final class CounterSection {

    /** Counters of QUIC connections begin so. */
    private static final String QUIC = "quic-";
    /** More columns than these do not fit anywhere. */
    private static final int MAX_SUBJECTS = 24;

    private final RecordedRun run;
    private final Markup out;

    CounterSection(RecordedRun run, Markup out) {
        this.run = run;
        this.out = out;
    }

    static boolean hasQuic(RecordedRun run) {
        return run.counters().stream().anyMatch(CounterSection::isQuic);
    }

    static boolean hasOthers(RecordedRun run) {
        return !run.counters().stream().allMatch(CounterSection::isQuic);
    }

    private static boolean isQuic(Counter counter) {
        return counter.name().startsWith(QUIC);
    }

    void writeQuic() {
        table(run.counters().stream().filter(CounterSection::isQuic).toList(), "QUIC statistics");
    }

    void writeOthers() {
        table(run.counters().stream().filter(counter -> !isQuic(counter)).toList(), "Counters");
    }

    private void table(List<Counter> counters, String label) {
        Map<String, Map<String, Counter>> rows = new LinkedHashMap<>();
        Map<String, String> subjects = new LinkedHashMap<>();
        for (Counter counter : counters) {
            if (subjects.containsKey(counter.subject()) || subjects.size() < MAX_SUBJECTS) {
                subjects.put(counter.subject(), counter.subject());
                rows.computeIfAbsent(counter.name(), _ -> new LinkedHashMap<>()).put(counter.subject(), counter);
            }
        }
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label);
        out.open("table", "class", "counters").open("thead").open("tr").leaf("td", "");
        List<String> columns = new ArrayList<>(subjects.keySet());
        columns.forEach(subject -> out.leaf("th", subject, "scope", "col"));
        out.close().close().open("tbody");
        rows.forEach((name, ofSubjects) -> row(name, ofSubjects, columns));
        out.close().close().closeLine();
        long hidden = counters.stream().map(Counter::subject).distinct().count() - columns.size();
        if (hidden > 0) {
            out.leaf("p", hidden + " further subjects are not shown here.", "class", "note");
        }
    }

    private void row(String name, Map<String, Counter> ofSubjects, List<String> columns) {
        out.open("tr").leaf("th", name, "scope", "row");
        for (String subject : columns) {
            Counter counter = ofSubjects.get(subject);
            out.leaf("td", counter == null ? "" : words(counter), "class", "number");
        }
        out.closeLine();
    }

    private static String words(Counter counter) {
        return switch (counter.unit()) {
            case "nanoseconds" -> Quantities.spanOfNanos(Math.max(0, counter.value()));
            case "bytes" -> Quantities.bytes(Math.max(0, counter.value()));
            default -> Long.toString(counter.value());
        };
    }
}
