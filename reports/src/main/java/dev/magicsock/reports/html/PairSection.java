package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.CarrierRtt;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.reports.text.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Figures of all pairs in a table, then plots of each. */
final class PairSection {

    private static final String NEVER = "–";
    /** A page of more pairs opens with their plots folded. */
    private static final int OPEN_PAIRS = 3;

    private final RecordedRun run;
    private final Selection selection;
    private final Markup out;

    PairSection(RecordedRun run, Selection selection, Markup out) {
        this.run = run;
        this.selection = selection;
        this.out = out;
    }

    void write() {
        figures();
        legend();
        for (int i = 0; i < selection.pairs().size(); i++) {
            pair(selection.pairs().get(i), selection.plots().get(i), i);
        }
        int hidden = run.pairs().size() - selection.pairs().size();
        if (hidden > 0) {
            out.leaf("p", hidden + " further pairs are not plotted here; the record has them all.", "class", "note");
        }
    }

    private void figures() {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Figures of all pairs");
        out.open("table", "class", "figures").open("thead").open("tr");
        for (String title : List.of("direction", "direct after", "first byte after", "RTT, mean (span)", "sent",
                "delivered", "lost", "reordered", "copies", "longest gap", "relayed")) {
            out.leaf("th", title, "scope", "col");
        }
        out.close().close().open("tbody");
        for (PairRecord pair : run.pairs()) {
            figures(pair.a() + " → " + pair.b(), pair, pair.aToB());
            figures(pair.b() + " → " + pair.a(), pair, pair.bToA());
        }
        out.close().close().closeLine();
        if (CounterSection.hasQuic(run)) {
            out.open("p", "class", "note").text("These are datagrams of plain traffic; what QUIC carried is under ")
                    .leaf("a", "QUIC", "href", "#quic").text(".").closeLine();
        }
    }

    private void figures(String title, PairRecord pair, Direction direction) {
        Traffic traffic = direction.traffic();
        out.open("tr").leaf("th", title, "scope", "row");
        cell(direction.directAt().map(at -> since(pair.connectAt(), at)).orElse("never"));
        cell(traffic.firstDelivered().flatMap(at -> traffic.firstSent().map(sent -> since(Optional.of(sent), at)))
                .orElse(NEVER));
        cell(direction.rtt().stream().map(PairSection::words).collect(Collectors.joining(", ")));
        cell(Long.toString(traffic.sent()));
        cell(Long.toString(traffic.delivered()));
        cell(lost(traffic));
        cell(Long.toString(traffic.reordered()));
        cell(Long.toString(traffic.duplicatesDeliberate() + traffic.duplicatesNetwork()));
        cell(traffic.longestGap().map(gap -> Quantities.span(Duration.between(gap.from(), gap.until())) + " at "
                + Quantities.time(gap.from())).orElse(NEVER));
        cell(traffic.carriers().stream().filter(use -> use.carrier() == Carrier.RELAY)
                .map(use -> Quantities.bytes(use.sentBytes())).findFirst().orElse("0B"));
        out.closeLine();
    }

    private static String lost(Traffic traffic) {
        long inFaults = traffic.lost() - traffic.lostOutsideFaults();
        return inFaults == 0 ? Long.toString(traffic.lost()) : traffic.lost() + " (" + inFaults + " in faults)";
    }

    private void cell(String text) {
        out.leaf("td", text.isEmpty() ? NEVER : text);
    }

    private static String since(Optional<Instant> from, Instant at) {
        Duration span = Duration.between(from.orElse(Instant.EPOCH), at);
        return span.isNegative() ? "0s" : Quantities.span(span);
    }

    private static String words(CarrierRtt rtt) {
        return rtt.samples().mean().isEmpty() ? PathLook.label(rtt.carrier())
                : PathLook.label(rtt.carrier()) + " " + span(rtt.samples().mean().getAsLong()) + " ("
                        + span(rtt.samples().min().orElse(0)) + "–" + span(rtt.samples().max().orElse(0)) + ")";
    }

    private static String span(long nanos) {
        return Quantities.spanOfNanos(Math.max(0, nanos));
    }

    private void legend() {
        out.open("p", "class", "legend", "aria-label", "How kinds of path look");
        for (PathKind kind : PathKind.values()) {
            out.open("span", "class", "key").leaf("i", "", "class", "swatch " + PathLook.style(kind))
                    .text(PathLook.label(kind)).close();
        }
        out.closeLine();
    }

    private void pair(PairRecord pair, List<Plot> plots, int index) {
        String title = pair.a() + " ↔ " + pair.b();
        out.open("details", "class", "pair", "id", "pair-" + index, index < OPEN_PAIRS ? "open" : "data-folded", "");
        out.open("summary").leaf("h3", title).close();
        out.open("div", "class", "chart", "data-pair", Integer.toString(index));
        new Chart(TimeScale.until(run.end()), run.faults(), out).draw(pair, plots);
        out.close().closeLine();
    }
}
