package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.FaultWindow;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.util.Comparator;
import java.util.List;

/** Writes the declared faults, the packet counts and what was dropped where and why. */
final class NetworkSection {

    /** The largest groups; the rest is summed up. */
    private static final int MAX_GROUPS = 6;
    private static final int MAX_FAULTS = 8;
    private static final int INDENT = 2;

    private final Page page;

    NetworkSection(Page page) {
        this.page = page;
    }

    void write(RecordedRun run) {
        page.blank();
        writeFaults(run.faults());
        writeTotals(run.packets());
        List<DropGroup> largestFirst =
                run.drops().stream().sorted(Comparator.comparingLong(DropGroup::count).reversed()).toList();
        largestFirst.stream().limit(MAX_GROUPS).forEach(this::writeDrops);
        long others = largestFirst.stream().skip(MAX_GROUPS).mapToLong(DropGroup::count).sum();
        if (others > 0) {
            page.words(INDENT, 2 * INDENT, new Words().add(Ink.QUIET,
                    others + " dropped in " + (largestFirst.size() - MAX_GROUPS) + " further groups"));
        }
    }

    private void writeFaults(List<FaultWindow> faults) {
        if (faults.isEmpty()) {
            return;
        }
        Words words = new Words().keep(Ink.STRONG, "Faults");
        words.items(Ink.PLAIN, faults.stream().limit(MAX_FAULTS).map(this::fault).toList(), page.symbols().dot());
        if (faults.size() > MAX_FAULTS) {
            words.add(Ink.QUIET, "and " + (faults.size() - MAX_FAULTS) + " more");
        }
        page.words(0, INDENT, words);
    }

    private String fault(FaultWindow fault) {
        return page.name(fault.name()) + " of " + page.name(fault.target()) + " " + Quantities.time(fault.from())
                + (fault.from().equals(fault.until()) ? "" : page.symbols().range() + Quantities.time(fault.until()));
    }

    private void writeTotals(PacketTotals packets) {
        page.words(0, INDENT, new Words().keep(Ink.STRONG, "Packets").items(Ink.PLAIN, List.of(packets.sent() + " sent",
                packets.forwarded() + " forwarded", packets.delivered() + " delivered", packets.dropped() + " dropped"),
                page.symbols().dot()));
    }

    private void writeDrops(DropGroup group) {
        Words words = new Words().add(Ink.PLAIN, group.count() + " dropped at " + page.name(group.place()) + ": "
                + page.name(group.reason()));
        if (!group.examples().isEmpty()) {
            words.add(Ink.QUIET, example(group.examples().getFirst()));
        }
        page.words(INDENT, 2 * INDENT, words);
    }

    private String example(DropGroup.Example packet) {
        String route = packet.source().isEmpty() || packet.destination().isEmpty() ? ""
                : " " + page.name(packet.source()) + " " + page.symbols().to() + " " + page.name(packet.destination());
        return "(packet " + packet.packet() + " at " + Quantities.time(packet.at()) + route
                + (packet.detail().isEmpty() ? "" : ", " + page.sentence(packet.detail())) + ")";
    }
}
