package dev.magicsock.interop;

import dev.magicsock.relaystub.check.Outcome;
import dev.magicsock.relaystub.check.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What iroh's relay and ours do about every rule, side by side, as the documentation shows it. */
final class ConformanceTable {

    private static final Path DOCUMENT = Path.of("..", "docs", "RELAY_CONFORMANCE.md");
    private static final String HEAD = "| Rule | Section | iroh-relay 1.0.3 | ours |";

    private final List<String> lines;

    private ConformanceTable(List<String> lines) {
        this.lines = lines;
    }

    /** The results of two checks of equal depth. */
    static ConformanceTable of(List<RuleResult> real, List<RuleResult> ours) {
        List<String> lines = new ArrayList<>(List.of(HEAD, "|---|---|---|---|"));
        for (int i = 0; i < ours.size(); i++) {
            RuleResult rule = ours.get(i);
            lines.add("| " + rule.rule() + " | " + rule.section() + " | " + cell(real.get(i)) + " | " + cell(rule)
                    + " |");
        }
        return new ConformanceTable(lines);
    }

    private static String cell(RuleResult result) {
        String cell = String.format(Locale.ROOT, "%s, %.1f ms", word(result.outcome()), result.took().toNanos() / 1e6);
        return result.detail().isEmpty() ? cell : cell + ": " + result.detail().replace("|", "\\|");
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * The table of the documentation that stands under a heading.
     *
     * @param heading without its number signs
     */
    static ConformanceTable documented(String heading) throws IOException {
        List<String> document = Files.readAllLines(DOCUMENT);
        int from = document.indexOf("## " + heading);
        if (from < 0) {
            throw new IOException(DOCUMENT + " has no heading '" + heading + "'");
        }
        List<String> lines = document.subList(from + 1, document.size()).stream()
                .dropWhile(line -> !line.equals(HEAD)).takeWhile(line -> line.startsWith("|")).toList();
        return new ConformanceTable(lines);
    }

    /** Leaves it where it can be copied into the documentation from. */
    void write(Path file) throws IOException {
        Files.write(file, lines);
    }

    /** The same without what differs from run to run: every number, and so times, rates and versions. */
    List<String> verdicts() {
        return lines.stream().map(line -> line.replaceAll("[0-9]+([.][0-9]+)*", "#")).toList();
    }
}
