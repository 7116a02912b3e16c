package dev.magicsock.reports.html;

import dev.magicsock.reports.record.RecordedRun;
import java.util.function.Predicate;

/** The sections of the page, in their order. */
enum Section {

    VERDICT("verdict", "Verdict", run -> true, (run, _, out) -> new VerdictSection(run, out).write()),
    PAIRS("pairs", "Paths and traffic", run -> !run.pairs().isEmpty(),
            (run, selection, out) -> new PairSection(run, selection, out).write()),
    PUNCH("punch", "Punching", run -> !run.journeys().items().isEmpty(),
            (run, selection, out) -> new PunchSection(run, selection, out).write()),
    TIMELINE("timeline", "Timeline", run -> !run.events().items().isEmpty(),
            (run, _, out) -> new TimelineSection(run, out).write()),
    NETWORK("network", "Network", run -> !run.topology().nodes().isEmpty(),
            (run, _, out) -> new NetworkSection(run, out).write()),
    NAT("nat", "NAT tables", run -> !run.natMappings().items().isEmpty(),
            (run, _, out) -> new NatSection(run, out).write()),
    DROPS("drops", "Packets and drops", run -> true, (run, _, out) -> new DropSection(run, out).write()),
    QUIC("quic", "QUIC", CounterSection::hasQuic, (run, _, out) -> new CounterSection(run, out).writeQuic()),
    COUNTERS("counters", "Counters", CounterSection::hasOthers,
            (run, _, out) -> new CounterSection(run, out).writeOthers());

    private final String id;
    private final String title;
    private final Predicate<RecordedRun> present;
    private final Writer writer;

    private interface Writer {
        void write(RecordedRun run, Selection selection, Markup out);
    }

    Section(String id, String title, Predicate<RecordedRun> present, Writer writer) {
        this.id = id;
        this.title = title;
        this.present = present;
        this.writer = writer;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    boolean isIn(RecordedRun run) {
        return present.test(run);
    }

    void write(RecordedRun run, Selection selection, Markup out) {
        writer.write(run, selection, out);
    }
}
