package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.magicsock.scenarios.model.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files that the tests of this package share, and short ways to read them. */
final class TestFiles {

    private TestFiles() {
    }

    /** A file beside the test classes. */
    static String resource(String name) {
        return new String(bytes("/dev/magicsock/scenarios/language/" + name), StandardCharsets.UTF_8);
    }

    static List<String> bundledNames() {
        return new String(bytes("/dev/magicsock/scenarios/bundled/index.txt"), StandardCharsets.UTF_8).lines().toList();
    }

    static String bundled(String name) {
        return new String(bytes("/dev/magicsock/scenarios/bundled/" + name + ".yaml"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String path) {
        try (InputStream in = TestFiles.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReadResult read(String text) {
        return ScenarioReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    static Scenario valid(String text) {
        ReadResult result = read(text);
        return assertInstanceOf(ReadResult.Valid.class, result, result::toString).scenario();
    }

    /** The problems of a file that is expected to have some, as {@code LINE:COLUMN: wrong; expected}. */
    static List<String> problems(String text) {
        return problems(read(text));
    }

    static List<String> problems(ReadResult result) {
        return assertInstanceOf(ReadResult.Invalid.class, result, result::toString).problems().stream()
                .map(problem -> problem.at() + ": " + problem.wrong() + "; " + problem.expected()).toList();
    }
}
