package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import dev.magicsock.scenarios.bundled.BundledScenarios;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.ScenarioRunner;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a user sees them: arguments in, exit code and both streams out. */
class CommandLineTest {

    private static final Terminal FILE = new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII);
    private static final Terminal SCREEN = new Terminal(true, true, 100, Colours.ANSI, Glyphs.UNICODE);

    private static final String SHORT = """
            name: short
            network: { relays: { eu: {} }, stun: [ eu ], hosts: { alice: {}, bob: {} } }
            endpoints: { alice: {}, bob: {} }
            script:
              - { at: 0s, connect: { from: alice, to: bob } }
              - { at: 1s, traffic: { from: alice, to: bob, every: 100ms, size: 100B, until: 3s } }
            expect:
              - { by: 3s, pair: [alice, bob], path: %s }
            """;

    @TempDir
    private Path folder;

    record Result(int exitCode, String out, String err) {
    }

    @Test
    void aScenarioWhoseExpectationsHoldExitsWithZero() throws IOException {
        Result result = execute("run", file("short.yaml", SHORT.formatted("direct")));
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertTrue(result.out().startsWith("PASS short"), result::out);
    }

    @Test
    void aScenarioWhoseExpectationsDoNotHoldExitsWithOneAndSaysHowToReplayIt() throws IOException {
        String file = file("it's short.yaml", SHORT.formatted("direct-ipv6"));
        Result result = execute("run", file, "--seed", "42");
        assertEquals(1, result.exitCode());
        assertTrue(result.out().startsWith("FAIL short"), result::out);
        assertTrue(result.out().contains("./run-scenario '" + file.replace("'", "'\\''") + "' --seed 42"), result::out);
    }

    @Test
    void aBareNameRunsTheBundledScenario() {
        Result result = execute("run", "relay-only.yaml", "--quiet", "--no-trace-hash");
        assertEquals(new Result(0, "PASS relay-only (seed 9)\n", ""), result);
        assertEquals("PASS relay-only (seed 10)\n", execute("run", "relay-only", "-q", "--seed=10").out());
    }

    @Test
    void equalSeedsGiveEqualJson() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        Result first = execute("run", file, "--json");
        assertEquals(first, execute("run", file, "--json"));
        assertTrue(first.out().startsWith("{\n"), first::out);
        assertTrue(first.out().contains("\"traceSha256\""), first::out);
        assertFalse(first.out().equals(execute("run", file, "--json", "--seed", "2").out()));
    }

    @Test
    void equalSeedsGiveEqualPagesAndThePageChangesNothingElse() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        Path one = folder.resolve("one.html");
        Path two = folder.resolve("two.html");

        Result first = execute("run", file, "--json", "--html", one.toString());

        assertEquals(execute("run", file, "--json"), first);
        execute("run", file, "--html", two.toString());
        assertEquals(Files.readString(one), Files.readString(two));
        assertTrue(Files.readString(one).startsWith("<!DOCTYPE html>"), "no page");
    }

    @Test
    void aPageThatCannotBeWrittenIsAnErrorOfItsOwn() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        String nowhere = folder.resolve("missing/report.html").toString();

        Result result = execute("run", file, "-q", "--html", nowhere);

        assertEquals(ExitCode.UNAVAILABLE, result.exitCode());
        assertTrue(result.err().contains(nowhere + " cannot be written"), result::err);
    }

    @Test
    void aCaptureIsTheSameForEqualSeedsAndChangesNothingElse() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        Path one = folder.resolve("one.pcapng");
        Path two = folder.resolve("two.pcapng");

        Result first = execute("run", file, "--json", "--pcap", one.toString());

        assertEquals(execute("run", file, "--json"), first);
        execute("run", file, "--pcap", two.toString());
        assertEquals(-1, Files.mismatch(one, two));
        assertTrue(Files.size(one) > 10_000, "no packets");
    }

    @Test
    void aCaptureThatCannotBeBegunIsAnErrorBeforeTheRun() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        String nowhere = folder.resolve("missing/run.pcapng").toString();

        Result result = execute("run", file, "-q", "--pcap", nowhere);

        assertEquals(new Result(ExitCode.UNAVAILABLE, "", "magicsock: " + nowhere
                + " cannot be written: there is no such directory\n"), result);
    }

    @Test
    void aRunThatFailsLeavesTheCaptureOfWhatHappenedBefore() throws IOException {
        Path file = folder.resolve("short.pcapng");
        ScenarioRunner breaking = (request, progress) -> {
            new SimulationRunner().run(request, progress);
            throw new IllegalStateException("queue of router home is in state 7");
        };

        Result result = execute(FILE, breaking, "run", file("short.yaml", SHORT.formatted("direct")), "--pcap",
                file.toString());

        assertEquals(ExitCode.INTERNAL, result.exitCode());
        assertTrue(Files.size(file) > 10_000, "no packets");
    }

    @Test
    void everyOutputIsTheSameForEqualSeedsAndTellsWhatItIs() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        Map<String, String> beginnings = new LinkedHashMap<>();
        beginnings.put("--ndjson", "{\"type\":\"run\",\"format\":\"magicsock-events/1\",\"scenario\":\"short\"");
        beginnings.put("--csv", "subject,series,unit,");
        beginnings.put("--mermaid", "sequenceDiagram\n");
        beginnings.put("--junit", "<?xml version=");
        List<String> first = new ArrayList<>(List.of("run", file, "-q"));
        List<String> second = new ArrayList<>(first);
        beginnings.keySet().forEach(option -> {
            first.addAll(List.of(option, folder.resolve("1" + option).toString()));
            second.addAll(List.of(option, folder.resolve("2" + option).toString()));
        });

        assertEquals(new Result(0, "PASS short (seed 1)\n", ""), execute(first.toArray(String[]::new)));
        execute(second.toArray(String[]::new));

        for (Map.Entry<String, String> each : beginnings.entrySet()) {
            String text = Files.readString(folder.resolve("1" + each.getKey()));
            assertTrue(text.startsWith(each.getValue()), text);
            assertEquals(text, Files.readString(folder.resolve("2" + each.getKey())));
        }
    }

    @Test
    void oneOutputThatCannotBeWrittenDoesNotKeepTheOthersFromBeingWritten() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        String nowhere = folder.resolve("missing/run.csv").toString();
        Path junit = folder.resolve("run.xml");

        Result result = execute("run", file, "-q", "--csv", nowhere, "--junit", junit.toString());

        assertEquals(ExitCode.UNAVAILABLE, result.exitCode());
        assertTrue(result.err().contains(nowhere + " cannot be written"), result::err);
        assertTrue(Files.readString(junit).contains("testsuite"));
    }

    @Test
    void theSchemaOfEventsIsPublished() {
        assertTrue(execute("schema", "--events").out().contains("\"title\": \"MagicSock Lab events, version 1\""));
    }

    @Test
    void aTerminalGetsColoursAndAFileDoesNot() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));
        assertTrue(execute(SCREEN, new SimulationRunner(), "run", file).out().contains("\033["));
        assertFalse(execute("run", file).out().contains("\033["));
    }

    @Test
    void theSeedOfTheCommandLineReplacesThatOfTheFile() throws IOException {
        List<RunRequest> requests = new ArrayList<>();
        ScenarioRunner remembering = (request, progress) -> {
            requests.add(request);
            return new SimulationRunner().run(request, progress);
        };
        String file = file("short.yaml", SHORT.formatted("direct"));
        execute(FILE, remembering, "run", file);
        execute(FILE, remembering, "run", file, "--seed", "-3", "--no-trace-hash");
        assertEquals(1, requests.get(0).identity().seed().value());
        assertTrue(requests.get(0).traceHash());
        assertEquals(-3, requests.get(1).identity().seed().value());
        assertFalse(requests.get(1).traceHash());
    }

    @Test
    void aBadScenarioExitsWithTwoAndOneLinePerProblem() throws IOException {
        String file = file("bad.yaml", SHORT.formatted("direkt").replace("100ms", "100"));
        Result result = execute("run", file);
        assertEquals(new Result(2, "", file
                + ":6:55: 'every' of the traffic is '100'; expected a duration of at most 168h, "
                + "such as 250ms, 3s or 2m\n" + file
                + ":8:41: 'path' of the expectation is 'direkt'; did you mean 'direct'? "
                + "expected one of direct, direct-ipv4, direct-ipv6, relay, none, one-way\n"), result);
    }

    @Test
    void problemsBeyondTwentyAreCounted() throws IOException {
        String file = file("bad.yaml", SHORT.formatted("direct") + "  - { by: 3s }\n".repeat(30));
        List<String> lines = execute("run", file).err().lines().toList();
        assertEquals(21, lines.size());
        assertEquals(file + ": 40 further problems are not shown", lines.getLast());
    }

    @Test
    void whatIsNoFileAndNoBundledScenarioExitsWithTwo() {
        assertEquals(new Result(2, "",
                "symetric-nat: there is neither such a file nor such a bundled scenario; did you mean "
                + "'symmetric-nat'? 'magicsock list' shows the bundled ones\n"), execute("run", "symetric-nat"));
        assertEquals(new Result(2, "", "no/such.yaml: there is no such file\n"), execute("run", "no/such.yaml"));
        assertEquals(new Result(2, "", folder + ": this is a directory; expected a file\n"),
                execute("run", folder.toString()));
        assertEquals(2, execute("run", "a\0b").exitCode());
        assertEquals(2, execute("run", "").exitCode());
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        String file = file("huge.yaml", "#".repeat((1 << 20) + 1));
        assertEquals(new Result(2, "", file + ":1:1: the file is too large; expected at most 1048576 bytes (1 MiB)\n"),
                execute("run", file));
    }

    @Test
    void wrongUsageExitsWithTwoAndPointsToTheHelp() {
        assertEquals(new Result(2, "", "magicsock: a command is missing\n'magicsock --help' shows how it is used\n"),
                execute());
        assertEquals(2, execute("run").exitCode());
        assertEquals(2, execute("run", "relay-only", "--seed", "many").exitCode());
        Result unknown = execute("lst");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.err().contains("Did you mean: magicsock list?"), unknown::err);
        assertEquals("", unknown.out());
    }

    @Test
    void aFailureOfTheLaboratoryExitsWithThree() {
        ScenarioRunner broken = (request, progress) -> {
            throw new IllegalStateException("queue of router home is in state 7");
        };
        Result result = execute(FILE, broken, "run", "relay-only");
        assertEquals(3, result.exitCode());
        assertTrue(result.err().startsWith("magicsock: internal error; please report it with the lines below\n"),
                result::err);
        assertTrue(result.err().contains("queue of router home is in state 7"), result::err);
    }

    @Test
    void whatBreaksTheJavaMachineItselfExitsWithThreeToo() {
        ScenarioRunner broken = (request, progress) -> {
            throw new StackOverflowError();
        };
        Result result = execute(FILE, broken, "run", "relay-only");
        assertEquals(3, result.exitCode());
        assertTrue(result.err().startsWith("magicsock: internal error;"), result::err);
    }

    @Test
    void whyAFileCannotBeWrittenIsSaidInWords() throws IOException {
        String missing = folder.resolve("missing/x").toString();
        assertTrue(execute("run", "relay-only", "-q", "--html", missing).err()
                .endsWith("missing/x cannot be written: there is no such directory\n"));
        assertTrue(execute("run", "relay-only", "-q", "--html", folder.toString()).err()
                .endsWith(folder + " cannot be written: Is a directory\n"));
        String inTheWay = file("in-the-way", "");
        assertEquals("magicsock: " + inTheWay + "/man1 cannot be written: Not a directory\n",
                execute("man", inTheWay + "/man1").err());
    }

    @Test
    void listNamesEveryBundledScenarioWithItsPurpose() {
        Result result = execute("list");
        assertEquals(0, result.exitCode());
        assertEquals(2 * BundledScenarios.names().size(), result.out().lines().count());
        assertTrue(result.out().contains("symmetric-nat\n    One symmetric NAT against a home router."), result::out);
    }

    @Test
    void validateChecksAllFilesAndExitsWithTwoIfOneIsBad() throws IOException {
        String good = file("good.yaml", SHORT.formatted("direct"));
        String bad = file("bad.yaml", SHORT.formatted("direkt"));
        Result result = execute("validate", bad, good, "home-nats");
        assertEquals(2, result.exitCode());
        assertEquals(good + ": valid\nhome-nats.yaml: valid\n", result.out());
        assertTrue(result.err().startsWith(bad + ":8:41: "), result::err);
        assertEquals(0, execute("validate", good).exitCode());
    }

    @Test
    void schemaPrintsTheSchema() {
        Result result = execute("schema");
        assertEquals(0, result.exitCode());
        assertTrue(result.out().contains("\"title\": \"MagicSock Lab scenario, version 1\""));
    }

    @Test
    void verboseTellsDecisionsAndScriptWhileTheyHappen() throws IOException {
        String file = file("short.yaml", SHORT.formatted("direct"));

        Result result = execute("run", file, "-v", "--json");

        assertEquals(execute("run", file, "--json").out(), result.out());
        List<String> lines = result.err().lines().toList();
        assertEquals("    0.000s  alice  script: connects to bob", lines.getFirst());
        assertTrue(lines.stream()
                .anyMatch(line -> line.matches(" +0\\.[0-9]{3}s  bob    selected .* to alice \\(.*\\)")), result::err);
        assertTrue(lines.stream().noneMatch(line -> line.contains("validated")), result::err);
        assertTrue(execute("run", file, "-vq").err().contains("selected"));
        assertTrue(execute("run", file, "-vv").err().contains("  bob    validated"));
    }

    @Test
    void watchingRunsAgainOnEveryChangeAndShowsMistakes() throws IOException {
        Path file = Path.of(file("short.yaml", SHORT.formatted("direct")));
        Deque<String> changes = new ArrayDeque<>(List.of("relay", "direkt", "direct"));
        AtomicInteger pauses = new AtomicInteger();
        Pause editor = span -> {
            if (pauses.incrementAndGet() % 5 == 0) {
                save(file, changes.poll());
            }
        };

        Result result = execute(FILE, new SimulationRunner(), editor, "run", file.toString(), "--watch", "-q");

        assertEquals(130, result.exitCode());
        assertEquals("PASS short (seed 1)\nPASS short (seed 1)\nPASS short (seed 1)\n", result.out());
        assertEquals(4, result.err().lines().filter(line -> line.equals(file + ": waiting for a change; Ctrl-C ends"))
                .count(), result::err);
        assertTrue(result.err().contains(file + ":8:41: 'path' of the expectation is 'direkt'"), result::err);
    }

    private static void save(Path file, String path) throws InterruptedException {
        if (path == null) {
            throw new InterruptedException();
        }
        try {
            Path next = Files.writeString(file.resolveSibling("next"), SHORT.formatted(path));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBundledScenarioIsNotWatched() {
        assertEquals(new Result(2, "", "relay-only: there is no file of this name to watch\n"),
                execute("run", "relay-only", "--watch"));
        assertEquals(2, execute("run", "nowhere.yaml", "--watch").exitCode());
    }

    @Test
    void diffComparesRunsOfEqualSeedsAndExitsWithOneOnARegression() throws IOException {
        String direct = file("short.yaml", SHORT.formatted("direct"));
        String before = file("before.json", execute("run", direct, "--json").out());
        String slower = file("short.yaml", SHORT.formatted("direct").replace("hosts: { alice: {}",
                "hosts: { alice: { link: { latency: 80ms } }"));
        String after = file("after.json", execute("run", slower, "--json").out());
        Path page = folder.resolve("diff.html");

        Result worse = execute("diff", before, after, "--html", page.toString());

        assertEquals(1, worse.exitCode(), worse::out);
        assertTrue(worse.out().contains("alice to bob, mean round trip"), worse::out);
        assertTrue(worse.out().endsWith("  Replay ./run-scenario " + slower + " --seed 1\n"), worse::out);
        assertTrue(Files.readString(page).contains("mean round trip"));
        assertEquals(0, execute("diff", before, before, "--margin", "0%").exitCode());
        assertEquals(0, execute("diff", after, before).exitCode());
        assertTrue(execute("diff", before, after, "--json").out().startsWith("{\"format\":\"magicsock-diff/1\""));
    }

    @Test
    void diffTakesDirectoriesAndSaysWhatIsWrongWithThem() throws IOException {
        String record = execute("run", file("short.yaml", SHORT.formatted("direct")), "--json").out();
        Path runs = Files.createDirectories(folder.resolve("runs"));
        Files.writeString(runs.resolve("a.json"), record);
        assertEquals(new Result(0, "0 regressions, 0 improvements in 1 run (margin 10%)\n", ""),
                execute("diff", runs.toString(), runs.toString()));
        Files.writeString(runs.resolve("b.json"), record);
        assertEquals(new Result(2, "", "magicsock: scenario short with seed 1 is there twice\n"),
                execute("diff", runs.toString(), runs.toString()));
        Files.writeString(runs.resolve("b.json"), "{}");
        assertTrue(execute("diff", runs.toString(), runs.toString()).err().startsWith("magicsock: "
                + runs.resolve("b.json") + ": this is no recorded run: line 1, column "));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertEquals("magicsock: " + empty + ": there are no .json files in this directory\n",
                execute("diff", empty.toString(), empty.toString()).err());
        assertEquals("magicsock: nowhere.json: there is no such file\n", execute("diff", "nowhere.json", "x").err());
        Result margin = execute("diff", "x", "y", "--margin", "lots");
        assertEquals(2, margin.exitCode());
        assertTrue(margin.err().startsWith("magicsock: --margin is 'lots'; expected a whole percentage"), margin::err);
    }

    @Test
    void manWritesAPageForEveryCommand() throws IOException {
        Path pages = folder.resolve("share/man1");
        Result result = execute("man", pages.toString());
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(result.out().lines().toList().contains(pages.resolve("magicsock-node-listen.1").toString()));
        assertTrue(Files.readString(pages.resolve("magicsock-run.1")).startsWith(".TH \"MAGICSOCK\\-RUN\" 1"));
        assertEquals(4, execute("man", file("in-the-way", "")).exitCode());
    }

    @Test
    void completionIsPrintedForKnownShells() {
        assertTrue(execute("completion", "bash").out().contains("complete -F _magicsock"));
        assertEquals(new Result(2, "", "magicsock: there is no completion for 'fish'; expected one of bash, zsh\n"
                + "'magicsock completion --help' shows how it is used\n"), execute("completion", "fish"));
    }

    @Test
    void helpAndVersionGoToTheOutput() {
        assertTrue(execute("--version").out().matches("magicsock [0-9]+\\.[0-9]+\\.[0-9]+.*\n"));
        Result help = execute("run", "--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().startsWith("Usage: magicsock run"), help::out);
        assertEquals("", help.err());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Result execute(String... arguments) {
        return execute(FILE, new SimulationRunner(), arguments);
    }

    private static Result execute(Terminal terminal, ScenarioRunner runner, String... arguments) {
        return execute(terminal, runner, span -> fail("nothing waits"), arguments);
    }

    private static Result execute(Terminal terminal, ScenarioRunner runner, Pause pause, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, terminal);
        RunCommand run = new RunCommand(runner, console, () -> 0, pause);
        int exitCode = MagicsockCommand.execute(run, console, arguments);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
