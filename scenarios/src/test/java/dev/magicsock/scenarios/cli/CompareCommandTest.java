package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import dev.magicsock.scenarios.cli.CommandLineTest.Result;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing and replaying worlds as a user does it. */
class CompareCommandTest {

    private static final Terminal FILE = new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII);
    private static final List<String> SMALL = List.of("--strategies", "call-me-maybe,relay-only", "--nats",
            "full-cone,symmetric", "--seeds", "3..4", "--seconds", "4");

    private static final String SHORT = """
            name: short
            network: { relays: { eu: {} }, stun: [ eu ], hosts: { alice: {}, bob: {} } }
            endpoints: { alice: {}, bob: {} }
            script:
              - { at: 0s, connect: { from: alice, to: bob } }
              - { at: 1s, traffic: { from: alice, to: bob, every: 100ms, size: 100B, until: 3s } }
            expect:
              - { in-the-end: true, pair: [alice, bob], path: direct }
            """;

    @TempDir
    private Path folder;

    @Test
    void theResultDoesNotDependOnTheNumberOfWorkers() {
        Result one = compare("--workers", "1", "--csv");
        assertEquals(new Result(0, one.out(), ""), compare("--workers", "3", "--csv"));
        assertEquals(1 + 3 * 2 * 2, one.out().lines().count(), one::out);
    }

    @Test
    void aBaselineOfTheSameWorldsHasNoRegressionAndAWorseResultHasExitCodeOne() throws IOException {
        String csv = compare("--csv").out();
        Path same = Files.writeString(folder.resolve("same.csv"), csv);
        Path page = folder.resolve("page.html");
        Result equal = compare("--baseline", same.toString(), "--html", page.toString());
        assertEquals(0, equal.exitCode(), equal::err);
        assertTrue(Files.readString(page).contains("NOT WORSE"), "no verdict on the page");
        assertTrue(equal.out().contains("full-cone    symmetric"), equal::out);

        // The same file as if relay-only had always been direct.
        Path better = Files.writeString(folder.resolve("better.csv"), csv.replaceAll(
                "(relay-only,[0-9]+,[0-9]+),0", "$1,1"));
        Result worse = compare("--baseline", better.toString(), "--csv");
        assertEquals(1, worse.exitCode());
        assertTrue(worse.err().startsWith("worse: "), worse::err);
        assertTrue(worse.err().contains("relay-only: direct in 0.0 % of 2 worlds instead of 100.0 %"), worse::err);
    }

    @Test
    void aWorldThatIsPrintedIsAScenarioThatRuns() throws IOException {
        Result world = execute("world", "--a", "home", "--b", "mobile", "--strategy", "call-me-maybe", "--seed", "17",
                "--seconds", "4");
        assertEquals(0, world.exitCode(), world::err);
        Path file = Files.writeString(folder.resolve("world.yaml"), world.out());
        Result run = execute("run", file.toString(), "--quiet");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("PASS world (seed "), run::out);
    }

    @Test
    void wrongUsageIsNamed() {
        assertWrong("did you mean 'symmetric'?", "--strategies", "relay-only", "--nats", "symetric");
        assertWrong("expected relay-only, periodic-punch, call-me-maybe, ", "--strategies", "x", "--nats", "all");
        assertWrong("say between whom", "--strategies", "relay-only");
        assertWrong("something is there twice", "--strategies", "relay-only,relay-only", "--nats", "none");
        assertWrong("expected seeds such as 1..1000", "--strategies", "relay-only", "--nats", "none", "--seeds", "x");
        assertWrong("expected ascending seeds", "--strategies", "relay-only", "--nats", "none", "--seeds", "9..3");
        Result missing = compare("--baseline", folder.resolve("none.csv").toString());
        assertEquals(4, missing.exitCode());
        assertFalse(missing.err().isEmpty());
    }

    @Test
    void aSweepIsTheSameForAnyNumberOfWorkersAndShardsAndAfterAnInterruption() throws IOException {
        String file = Files.writeString(folder.resolve("s.yaml"), SHORT).toString();
        String whole = sweep(file, "whole.csv", "--workers", "1");
        assertEquals(2 + 7, whole.lines().count());
        assertEquals(whole, sweep(file, "parallel.csv", "--workers", "3"));
        String odd = sweep(file, "odd.csv", "--shard", "2/2");
        assertEquals(2 + 4, odd.lines().count());
        sweep(file, "even.csv", "--shard", "1/2");
        Result merged = execute("merge", path("even.csv"), path("odd.csv"), "--out", path("merged.csv"));
        assertEquals(new Result(0, "7 seeds: 7 passed, 0 failed\n", ""), merged);
        assertEquals(whole, Files.readString(folder.resolve("merged.csv")));

        // Interrupted in the middle of a line.
        Files.writeString(folder.resolve("cut.csv"), whole.substring(0, whole.length() - 60));
        assertEquals(whole, sweep(file, "cut.csv"));
    }

    @Test
    void sweepsOfDifferentScenariosDoNotMix() throws IOException {
        String file = Files.writeString(folder.resolve("s.yaml"), SHORT).toString();
        sweep(file, "one.csv");
        String other = Files.writeString(folder.resolve("t.yaml"), SHORT.replace("100B", "200B")).toString();
        assertEquals(2, execute("sweep", other, "--seeds", "3..9", "--out", path("one.csv")).exitCode());
        sweep(other, "two.csv");
        Result merged = execute("merge", path("one.csv"), path("two.csv"), "--out", path("merged.csv"));
        assertEquals(2, merged.exitCode());
        assertTrue(merged.err().contains("not parts of one sweep"), merged::err);
        assertEquals(2, execute("sweep", file, "--seeds", "1..9", "--out", path("one.csv")).exitCode());
        assertEquals(2, execute("sweep", file, "--seeds", "1..9", "--shard", "3/2", "--out", "x").exitCode());
    }

    @Test
    void aSweepNamesTheSeedsThatFail() throws IOException {
        String file = Files.writeString(folder.resolve("s.yaml"), SHORT.replace("path: direct", "path: relay"))
                .toString();
        Result result = execute("sweep", file, "--seeds", "3..4", "--out", path("f.csv"));
        assertEquals(1, result.exitCode());
        assertTrue(result.out().startsWith("2 seeds: 0 passed, 2 failed\n  expectation 1 does not hold with 2 seeds\n"),
                result::out);
        assertTrue(result.out().contains("--seed 3\n"), result::out);
    }

    private String sweep(String file, String out, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("sweep", file, "--seeds", "3..9", "--out", path(out)));
        arguments.addAll(List.of(more));
        Result result = execute(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result::err);
        return Files.readString(folder.resolve(out));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertWrong(String why, String... arguments) {
        List<String> all = new ArrayList<>(List.of("compare"));
        all.addAll(List.of(arguments));
        Result result = execute(all.toArray(String[]::new));
        assertEquals(2, result.exitCode(), result::err);
        assertTrue(result.err().contains(why), result::err);
    }

    private static Result compare(String... more) {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private static Result execute(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, FILE);
        int exitCode = console.finish(MagicsockCommand.commandLine(
                new RunCommand(new SimulationRunner(), console, () -> 0, _ -> { }), console).execute(arguments));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
