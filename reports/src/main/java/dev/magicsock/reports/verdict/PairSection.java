package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.Capped;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the paths and the traffic of each pair. */
final class PairSection {

    /** Pairs in a verdict of one or two screens; those of broken expectations come first. */
    private static final int MAX_SHOWN = 8;
    /** Path changes explained below a strip, where something about the pair went wrong. */
    private static final int MAX_REASONS = 5;
    private static final int INDENT = 2;

    private final Page page;
    private final RecordedRun run;
    private final PathSection paths;
    private final TrafficSection traffic;

    PairSection(Page page, RecordedRun run) {
        this.page = page;
        this.run = run;
        this.paths = new PathSection(page, run.end());
        this.traffic = new TrafficSection(page);
    }

    void write() {
        List<PairRecord> ordered =
                run.pairs().stream().sorted(Comparator.comparing(pair -> !isTroubled(pair))).toList();
        ordered.stream().limit(MAX_SHOWN).forEach(this::write);
        if (ordered.size() > MAX_SHOWN) {
            page.blank();
            page.words(0, 0, new Words().add(Ink.QUIET,
                    "and " + (ordered.size() - MAX_SHOWN) + " more pairs; the JSON document has them all"));
        }
    }

    private void write(PairRecord pair) {
        page.blank();
        writeTitle(pair);
        boolean samePaths = haveSamePaths(pair.aToB().paths(), pair.bToA().paths());
        if (samePaths) {
            writePaths(INDENT, pair, pair.aToB());
        }
        writeDirection(pair, pair.a(), pair.b(), pair.aToB(), samePaths);
        writeDirection(pair, pair.b(), pair.a(), pair.bToA(), samePaths);
    }

    private void writeTitle(PairRecord pair) {
        Words title = new Words().add(Ink.STRONG, between(pair.a(), page.symbols().both(), pair.b()));
        pair.relayedAt().ifPresent(at -> title.add(Ink.QUIET, page.symbols().dot() + " relay ready at "
                + Quantities.time(at)));
        page.words(0, INDENT, title);
    }

    private void writeDirection(PairRecord pair, String from, String to, Direction direction, boolean pathsWritten) {
        page.words(INDENT, 2 * INDENT, new Words().add(Ink.STRONG, between(from, page.symbols().to(), to)));
        if (!pathsWritten) {
            writePaths(2 * INDENT, pair, direction);
        }
        traffic.write(2 * INDENT, direction, pair.connectAt().orElse(Instant.EPOCH));
    }

    private void writePaths(int indent, PairRecord pair, Direction direction) {
        paths.write(indent, direction.paths());
        if (!isTroubled(pair)) {
            return;
        }
        List<PathInterval> changes = new ArrayList<>(direction.paths().items());
        changes.stream().skip(1).limit(MAX_REASONS).filter(change -> !change.reason().isEmpty())
                .forEach(change -> writeReason(indent, change));
        if (changes.size() - 1 > MAX_REASONS) {
            page.words(indent, indent, new Words().add(Ink.QUIET,
                    "and " + (direction.paths().total() - 1 - MAX_REASONS) + " further changes"));
        }
    }

    private void writeReason(int indent, PathInterval change) {
        String label = Quantities.time(change.from()) + " " + PathLook.label(change.kind()) + ":";
        page.words(indent, indent + INDENT, new Words().keep(PathLook.ink(change.kind()), label)
                .add(Ink.PLAIN, page.sentence(change.reason())));
    }

    private String between(String one, String symbol, String other) {
        return page.name(one) + " " + symbol + " " + page.name(other);
    }

    private boolean isTroubled(PairRecord pair) {
        return run.expectations().stream().filter(result -> result.outcome() != Outcome.HOLDS)
                .map(ExpectationResult::pair)
                .anyMatch(names -> names.contains(pair.a()) && names.contains(pair.b()));
    }

    private static boolean haveSamePaths(Capped<PathInterval> one, Capped<PathInterval> other) {
        if (one.items().size() != other.items().size() || one.leftOut() != other.leftOut()) {
            return false;
        }
        for (int i = 0; i < one.items().size(); i++) {
            PathInterval a = one.items().get(i);
            PathInterval b = other.items().get(i);
            if (a.kind() != b.kind() || !a.from().equals(b.from()) || !a.until().equals(b.until())) {
                return false;
            }
        }
        return true;
    }
}
