package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.cli.CommandLineTest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking for an explanation as a user does. */
class ExplainCommandTest {

    @TempDir
    private Path folder;

    @Test
    void saysFirstWhatItComesToAndThenWhy() {
        Result result = Commands.execute("explain", "--a", "home-router", "--b", "symmetric");
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(result.out().startsWith("home-router and symmetric: direct with luck, by birthday, 99.97"),
                result::out);
        assertTrue(result.out().contains("\nno  signalled punching (call-me-maybe, iroh-1.0, tailscale, ice)"),
                result::out);
        assertTrue(result.out().lines().allMatch(line -> line.length() <= 100), result::out);
    }

    @Test
    void theSameAsADocument() {
        Result result = Commands.execute("explain", "--a", "A/I", "--b", "none+corporate", "--json");
        String start = "{'format':'magicsock-explanation/1','a':'A/I','b':'none+corporate'".replace('\'', '"');
        assertTrue(result.out().startsWith(start), result::out);
    }

    @Test
    void theScenarioThatItWritesRuns() throws IOException {
        Path file = folder.resolve("try.yaml");
        Result explained = Commands.execute("explain", "--a", "home-router", "--b", "{ mapping: address-dependent }",
                "--shared", "carrier-grade", "--scenario", file.toString());
        assertEquals(0, explained.exitCode(), explained::err);
        Result run = Commands.execute("run", file.toString(), "--quiet");
        assertEquals(0, run.exitCode(), () -> run.err() + run.out());
        assertEquals(4, Commands.execute("explain", "--a", "none", "--b", "none", "--scenario",
                folder.resolve("no/such/folder").toString()).exitCode());
        assertTrue(Files.readString(file).contains("behind: shared1"));
    }

    @Test
    void whatIsNoNetworkIsNamed() {
        Result result = Commands.execute("explain", "--a", "home-rooter", "--b", "none");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("did you mean 'home-router'?"), result::err);
        assertEquals(2, Commands.execute("explain", "--a", "none", "--b", "none", "--shared", "none").exitCode());
        assertEquals(2, Commands.execute("explain", "--a", "none").exitCode());
    }
}
