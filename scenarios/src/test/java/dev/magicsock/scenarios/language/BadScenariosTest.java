package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of {@code bad-scenarios.txt}: a file with one mistake, and exactly what is said about it. */
class BadScenariosTest {

    private static final String BASE = TestFiles.resource("base.yaml");

    record BadFile(String title, String replaced, String replacement, List<String> problems) {
        @Override
        public String toString() {
            return title;
        }
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void isReportedWithItsPlaceAndWhatWasExpected(BadFile file) {
        assertTrue(BASE.contains(file.replaced()), "base.yaml has no longer: " + file.replaced());

        String text = BASE.substring(0, BASE.indexOf(file.replaced())) + file.replacement()
                + BASE.substring(BASE.indexOf(file.replaced()) + file.replaced().length());

        assertEquals(file.problems(), TestFiles.problems(text));
    }

    @Test
    void thereAreManyOfThemMadeFromAFileThatIsValid() {
        TestFiles.valid(BASE);
        assertTrue(badFiles().count() >= 100);
    }

    static Stream<BadFile> badFiles() {
        return Arrays.stream(TestFiles.resource("bad-scenarios.txt").split("\n\n"))
                .filter(block -> block.startsWith("# ")).map(BadScenariosTest::parse);
    }

    private static BadFile parse(String block) {
        List<String> lines = block.lines().toList();
        List<String> problems = new ArrayList<>();
        lines.stream().filter(line -> line.startsWith("! ")).forEach(line -> problems.add(line.substring(2)));
        return new BadFile(lines.get(0).substring(2), lines.get(1).substring(2).translateEscapes(),
                lines.get(2).substring(2).translateEscapes(), problems);
    }
}
