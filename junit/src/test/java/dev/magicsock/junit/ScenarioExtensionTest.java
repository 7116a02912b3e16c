package dev.magicsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.RecordedRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The extension as JUnit sees it: suites in, events and published files out. */
class ScenarioExtensionTest {

    @TempDir
    private Path output;

    @Test
    void eachSeedIsAnInvocationOfItsOwnThatGetsItsResult() {
        Events tests = execute(Passing.class, "resultsOfSeveralSeeds").testEvents();
        assertEquals(List.of("seed 3", "seed 4", "seed 9"), finishedNames(tests));
        tests.assertStatistics(stats -> stats.started(3).succeeded(3));
    }

    @Test
    void withoutSeedsTheScenariosOwnIsTaken() {
        assertEquals(List.of("seed 4"), finishedNames(execute(Passing.class, "theRecordAlone").testEvents()));
    }

    @Test
    void aPassingTestAttachesNothing() throws IOException {
        EngineExecutionResults results = execute(Passing.class, "resultsOfSeveralSeeds");
        assertEquals(List.of(), published(results.testEvents()));
        assertEquals(0, Files.list(output).count());
    }

    @Test
    void aRunThatBreaksAnExpectationFailsWithVerdictReplayCommandAndReport() throws IOException {
        Events tests = execute(Failing.class, "brokenExpectation").testEvents();

        tests.assertStatistics(stats -> stats.started(2).failed(2));
        String message = failures(tests).getFirst().getMessage();
        assertTrue(failures(tests).getFirst() instanceof AssertionError);
        assertTrue(message.startsWith("FAIL never-meets seed 1"), message);
        assertTrue(message.contains("\nReplay ./run-scenario target/test-classes/never-meets.yaml --seed 1\n"),
                message);
        assertTrue(message.lines().toList().contains("Report " + published(tests).getFirst()), message);
        assertTrue(message.endsWith("In this test -Dtest=Failing#brokenExpectation -Dmagicsock.seeds=1"), message);
        List<Path> files = published(tests);
        assertEquals(List.of("never-meets-seed-1.html", "never-meets-seed-1.json", "never-meets-seed-2.html",
                "never-meets-seed-2.json"), files.stream().map(file -> file.getFileName().toString()).toList());
        assertTrue(Files.readString(files.get(0)).startsWith("<!DOCTYPE html>"));
        try (InputStream in = Files.newInputStream(files.get(3))) {
            RecordedRun run = new RunJson().read(in).run();
            assertEquals(2, run.identity().seed().value());
            assertFalse(run.passed());
        }
    }

    @Test
    void aMethodThatFailsAttachesTheReportToo() {
        Events tests = execute(Failing.class, "methodFails").testEvents();
        assertEquals("not fast enough", failures(tests).getFirst().getMessage());
        assertEquals(2, published(tests).size());
    }

    @Test
    void theMethodMayJudgeARunThatBreaksAnExpectation() {
        execute(Passing.class, "judgesItself").testEvents().assertStatistics(stats -> stats.succeeded(1));
    }

    @Test
    void aConfigurationParameterReplacesTheSeeds() {
        EngineExecutionResults results = execute(Passing.class, "resultsOfSeveralSeeds",
                builder -> builder.configurationParameter("magicsock.seeds", "77, 80..81"));
        assertEquals(List.of("seed 77", "seed 80", "seed 81"), finishedNames(results.testEvents()));
        EngineExecutionResults bad = execute(Passing.class, "resultsOfSeveralSeeds",
                builder -> builder.configurationParameter("magicsock.seeds", "all"));
        assertTrue(failures(bad.allEvents()).getFirst().getMessage().startsWith("magicsock.seeds: 'all' is neither"));
    }

    @Test
    void aScenarioThatIsNotThereOrSeedsThatAreNoneFailTheTestWithASentence() {
        assertTrue(failures(execute(Wrong.class, "noSuchScenario").allEvents()).getFirst().getMessage()
                .startsWith("@Scenario(\"nowhere.yaml\"): there is no such resource"));
        assertTrue(failures(execute(Wrong.class, "noSeeds").allEvents()).getFirst().getMessage()
                .startsWith("@Seeds: '1-100' is neither a seed nor a range"));
    }

    @Test
    void parallelInvocationsGiveTheResultsOfSerialOnes() {
        Events parallel = execute(Parallel.class, "sameHashAgain", builder -> builder
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")).testEvents();
        Events serial = execute(Parallel.class, "sameHashAgain").testEvents();
        parallel.assertStatistics(stats -> stats.succeeded(8));
        assertEquals(entries(serial), entries(parallel));
        assertEquals(8, entries(serial).stream().distinct().count());
    }

    @Test
    void aPairIsFoundInEitherOrderAndAStrangerIsNot() {
        execute(Passing.class, "pairs").testEvents().assertStatistics(stats -> stats.succeeded(1));
    }

    private EngineExecutionResults execute(Class<?> suite, String method) {
        return execute(suite, method, UnaryOperator.identity());
    }

    private EngineExecutionResults execute(Class<?> suite, String method, UnaryOperator<EngineTestKit.Builder> more) {
        Class<?>[] takes = Arrays.stream(suite.getDeclaredMethods())
                .filter(each -> each.getName().equals(method)).findFirst().orElseThrow().getParameterTypes();
        return more.apply(EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectMethod(suite, method, takes))
                .outputDirectoryCreator(new Directories(output))).execute();
    }

    private static List<String> finishedNames(Events tests) {
        return tests.finished().stream().map(event -> event.getTestDescriptor().getDisplayName()).toList();
    }

    private static List<Throwable> failures(Events events) {
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable().orElseThrow()).toList();
    }

    private static List<Path> published(Events events) {
        return events.fileEntryPublished().stream()
                .map(event -> event.getRequiredPayload(FileEntry.class).getPath())
                .sorted(Comparator.comparing(path -> path.getFileName().toString())).toList();
    }

    private static List<Map<String, String>> entries(Events events) {
        return events.reportingEntryPublished().stream()
                .sorted(Comparator.comparing((Event event) -> event.getTestDescriptor().getDisplayName()))
                .map(event -> event.getRequiredPayload(ReportEntry.class)
                        .getKeyValuePairs()).toList();
    }

    /** Where the platform's launcher would have a directory for each test. */
    private record Directories(Path root) implements OutputDirectoryCreator {

        @Override
        public Path getRootDirectory() {
            return root;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) throws IOException {
            return Files.createDirectories(root.resolve(Integer.toHexString(test.getUniqueId().toString().hashCode())));
        }
    }

    // The suites that are run: their names keep the build from running them by itself.

    static class Passing {

        @Scenario("meets.yaml")
        @Seeds({"3..4", "9"})
        void resultsOfSeveralSeeds(ScenarioResult result) {
            assertTrue(result.passed());
            assertTrue(result.seed() == 3 || result.seed() > 3);
            assertTrue(result.verdict().startsWith("PASS meets seed " + result.seed()));
        }

        @Scenario("meets.yaml")
        void theRecordAlone(RecordedRun run) {
            assertEquals("meets", run.identity().scenario());
        }

        @Scenario(value = "/never-meets.yaml", mustPass = false)
        void judgesItself(ScenarioResult result, RecordedRun same) {
            assertFalse(result.passed());
            assertEquals(result.run(), same);
        }

        @Scenario("meets.yaml")
        void pairs(ScenarioResult result) {
            assertEquals(result.pair("alice", "bob"), result.pair("bob", "alice"));
            String message = assertThrows(IllegalArgumentException.class, () -> result.pair("alice", "carol"))
                    .getMessage();
            assertEquals("alice and carol never connected; these did: [alice and bob]", message);
        }
    }

    static class Failing {

        @Scenario("never-meets.yaml")
        @Seeds("1, 2")
        void brokenExpectation() {
            fail("the method is not to be called");
        }

        @Scenario("meets.yaml")
        void methodFails(ScenarioResult result) {
            assertNotEquals(0, result.seed());
            fail("not fast enough");
        }
    }

    static class Wrong {

        @Scenario("nowhere.yaml")
        void noSuchScenario() {
        }

        @Scenario("meets.yaml")
        @Seeds("1-100")
        void noSeeds() {
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {

        @Scenario("meets.yaml")
        @Seeds("1..8")
        void sameHashAgain(ScenarioResult result, TestReporter reporter) {
            reporter.publishEntry(Long.toString(result.seed()), result.run().traceSha256().orElseThrow());
        }
    }
}
