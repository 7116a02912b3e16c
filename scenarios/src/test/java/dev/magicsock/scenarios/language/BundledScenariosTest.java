package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledScenariosTest {

    static List<String> names() {
        return TestFiles.bundledNames();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isValidForTheReaderAndForTheSchema(String name) {
        ReadResult result = ScenarioSchema.check(TestFiles.bundled(name).getBytes(StandardCharsets.UTF_8));
        assertInstanceOf(ReadResult.Valid.class, result, result::toString);
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatItVerifiesAndVerifiesDataThatCrossed(String name) {
        Scenario scenario = TestFiles.valid(TestFiles.bundled(name));
        assertEquals(name, scenario.name());
        assertTrue(scenario.about().endsWith("."), scenario::about);
        assertTrue(scenario.about().length() <= 120, () -> scenario.about().length() + " characters");
        if (scenario.usesQuic()) {
            assertTrue(scenario.expectations().stream().anyMatch(one -> one.text().contains("quic-intact")));
            return;
        }
        assertTrue(scenario.script().stream()
                .anyMatch(step -> step.action() instanceof ScriptAction.Traffic traffic && traffic.bothWays()));
        assertTrue(scenario.expectations().stream().anyMatch(expectation -> expectation.text().contains("path")));
        assertTrue(scenario.expectations().stream().anyMatch(expectation -> expectation.text().contains("lost")
                || expectation.text().contains("delivered")));
    }

    @Test
    void theIndexListsAllOfThemAndNothingElse() throws IOException, URISyntaxException {
        Path folder = Path.of(getClass().getResource("/dev/magicsock/scenarios/bundled").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<String> found = files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.replace(".yaml", "")).sorted().toList();
            assertEquals(found, names().stream().sorted().toList());
        }
        assertFalse(names().isEmpty());
    }
}
