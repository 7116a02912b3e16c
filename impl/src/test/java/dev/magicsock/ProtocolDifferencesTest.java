package dev.magicsock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The analysis in docs/PROTOCOL_DIFFERENCES.md says of every feature what it is, and names tests that exist. */
class ProtocolDifferencesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENT = ROOT.resolve(Path.of("docs", "PROTOCOL_DIFFERENCES.md"));
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");

    /** Fewer would mean that the table is not read any more. */
    private static final int MIN_ROWS = 80;

    /** One line of a table: what, how it stands, why, and the tests. */
    private record Row(String feature, String state, String why, String tests) {
    }

    @Test
    void everyFeatureIsTheSameOrDiffersForAReasonOrIsAbsent() throws IOException {
        List<Row> rows = rows();
        assertTrue(rows.size() >= MIN_ROWS, () -> rows.size() + " rows");
        for (Row row : rows) {
            switch (row.state) {
                case "same" -> assertTrue(REFERENCE.matcher(row.tests).find(), () -> "shown by nothing: " + row);
                case "differs", "absent" -> assertFalse(row.why.isBlank(), () -> "without a reason: " + row);
                default -> throw new AssertionError("neither same nor differs nor absent: " + row);
            }
        }
        assertEquals(rows.size(), rows.stream().map(Row::feature).distinct().count());
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<Path> sources = testSources();
        List<String> missing = new ArrayList<>();
        for (MatchResult reference : REFERENCE.matcher(Files.readString(DOCUMENT)).results().toList()) {
            if (!exists(reference.group(1), reference.group(2), sources)) {
                missing.add(reference.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    private static boolean exists(String type, String method, List<Path> sources) throws IOException {
        // Whatever other annotations there are, no empty line lies between.
        Pattern declaration = Pattern.compile("@(Test|ParameterizedTest|Property)\\b((?!\n\n).)*\\bvoid " + method
                + "\\(", Pattern.DOTALL);
        for (Path source : sources) {
            if (source.endsWith(type + ".java") && declaration.matcher(Files.readString(source)).find()) {
                return true;
            }
        }
        return false;
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("| ") && !line.startsWith("| Feature")) {
                String[] cells = line.substring(1).split("\\|", -1);
                assertEquals(5, cells.length, line);
                rows.add(new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip()));
            }
        }
        return rows;
    }

    private static List<Path> testSources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("impl", "relay-stub", "scenarios", "interop")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(Path.of(module, "src", "test", "java")))) {
                files.filter(file -> file.toString().endsWith("Test.java")).forEach(all::add);
            }
        }
        return all;
    }
}
