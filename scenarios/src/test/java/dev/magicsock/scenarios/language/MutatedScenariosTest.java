package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to a file, reading it ends with a scenario or with problems that have their place in the file. */
class MutatedScenariosTest {

    private static final List<String> FILES = TestFiles.bundledNames().stream().map(TestFiles::bundled).toList();
    private static final String SPECIAL = "{}[]:,-#&*!|>'\"%@`?\n\t ~0s.\\\uFEFF\u0000\u202E\u2028";

    @Property(tries = 1500)
    void damagedTextIsReportedNotThrown(@ForAll Random random) {
        StringBuilder text = new StringBuilder(FILES.get(random.nextInt(FILES.size())));
        int damages = 1 + random.nextInt(4);
        for (int i = 0; i < damages; i++) {
            damage(text, random);
        }
        checkReading(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void damage(StringBuilder text, Random random) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(30));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, text.substring(from, to));
            case 2 -> text.setCharAt(from, SPECIAL.charAt(random.nextInt(SPECIAL.length())));
            case 3 -> text.insert(from, SPECIAL.charAt(random.nextInt(SPECIAL.length())));
            default -> text.insert(from, (char) random.nextInt(Character.MIN_SURROGATE));
        }
    }

    @Property(tries = 500)
    void rearrangedLinesAreReportedNotThrown(@ForAll Random random) {
        List<String> lines = new ArrayList<>(FILES.get(random.nextInt(FILES.size())).lines().toList());
        for (int i = 0; i < 3; i++) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.add(lines.remove(at));
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, "  " + lines.get(at));
                default -> lines.set(at, lines.get(at).strip());
            }
        }
        checkReading(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void exchangedWordsAreReportedNotThrown(@ForAll Random random) {
        List<String> words = new ArrayList<>(Arrays.asList(FILES.get(random.nextInt(FILES.size())).split("\\b")));
        List<String> others = Arrays.asList(FILES.get(random.nextInt(FILES.size())).split("\\b"));
        for (int i = 0; i < 4; i++) {
            words.set(random.nextInt(words.size()), others.get(random.nextInt(others.size())));
        }
        checkReading(String.join("", words).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void whatTheReaderStillAcceptsSatisfiesTheSchema(@ForAll Random random) {
        StringBuilder text = new StringBuilder(FILES.get(random.nextInt(FILES.size())));
        int digit = random.nextInt(text.length());
        while (!Character.isDigit(text.charAt(digit))) {
            digit = random.nextInt(text.length());
        }
        text.replace(digit, digit + 1, List.of("0", "7", "12", "0.5", "-3", "1e3", "%").get(random.nextInt(7)));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (ScenarioReader.read(bytes) instanceof ReadResult.Valid) {
            assertInstanceOf(ReadResult.Valid.class, ScenarioSchema.check(bytes), text::toString);
        }
    }

    @Property(tries = 500)
    void anyBytesAreReportedNotThrown(@ForAll byte[] bytes) {
        checkReading(bytes);
    }

    private static void checkReading(byte[] bytes) {
        if (ScenarioReader.read(bytes) instanceof ReadResult.Invalid invalid) {
            long lines = new String(bytes, StandardCharsets.UTF_8).lines().count();
            for (Problem problem : invalid.problems()) {
                assertTrue(problem.at().line() <= lines + 1, () -> problem + " in " + lines + " lines");
                assertFalse(problem.describe("f").chars().anyMatch(Character::isISOControl), problem::toString);
            }
        }
    }
}
