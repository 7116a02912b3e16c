package dev.magicsock.relaystub.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documentation lists the rules that there are; what relays do about them is tried against the real one. */
class DocumentedRulesTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "RELAY_CONFORMANCE.md");

    @Test
    void theTableOverPlainHttpHasEveryRuleInItsOrder() throws IOException {
        assertEquals(rows(RelayCheck.Depth.PATIENT), documented("## Over plain HTTP"));
    }

    @Test
    void theTableBehindTlsHasEveryRuleThatShowsAtOnce() throws IOException {
        assertEquals(rows(RelayCheck.Depth.USUAL), documented("## Behind TLS"));
    }

    private static List<String> rows(RelayCheck.Depth depth) {
        return RelayCheck.rules(depth).stream()
                .map(rule -> "| " + rule.text() + " | " + rule.section() + " |").toList();
    }

    /** The first two columns of the table under a heading. */
    private static List<String> documented(String heading) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        return lines.subList(lines.indexOf(heading) + 1, lines.size()).stream()
                .dropWhile(line -> !line.startsWith("|---")).skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.replaceAll("^(\\| .* \\| [0-9.]+ \\|) (passed|failed|not applicable), .*$", "$1"))
                .toList();
    }
}
