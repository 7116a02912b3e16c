package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.cli.CommandLineTest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making a failing scenario smaller as a user does. */
class ShrinkCommandTest {

    private static final String FAILING = """
            name: failing
            network:
              relays: { eu: {}, us: { link: { latency: 50ms } } }
              stun: [ eu ]
              routers: { home: { nat: symmetric }, mobile: { nat: symmetric, link: 4g } }
              hosts: { alice: { behind: home }, bob: { behind: mobile }, carol: {} }
            endpoints: { alice: {}, bob: {}, carol: {} }
            script:
              - { at: 0s, connect: { from: alice, to: bob } }
              - { at: 0s, connect: { from: carol, to: bob } }
              - { at: 1s, traffic: { from: carol, to: bob, every: 100ms, size: 100B, until: 3s } }
            expect:
              - { in-the-end: true, pair: [carol, bob], path: direct }
              - { by: 2s, pair: [alice, bob], path: direct }
            """;

    @TempDir
    private Path folder;

    @Test
    void theSmallerFileFailsByItselfAndSaysWhat() throws IOException {
        Path file = Files.writeString(folder.resolve("failing.yaml"), FAILING);
        Path small = folder.resolve("small.yaml");
        Result result = Commands.execute("shrink", file.toString(), "--seed", "9", "--out", small.toString());
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(result.err().matches("From [0-9]+ values to [0-9]+, with [0-9]+ runs\n"), result::err);
        String text = Files.readString(small);
        assertTrue(text.startsWith("# Made smaller from " + file
                + " with seed 9. This does not hold:\n# alice and bob"), text);
        assertTrue(!text.contains("carol") && !text.contains("4g") && text.contains("seed: 9"), text);
        assertEquals(1, Commands.execute("run", small.toString(), "--quiet").exitCode());
    }

    @Test
    void withoutAFileItGoesToTheOutput() throws IOException {
        Path file = Files.writeString(folder.resolve("failing.yaml"), FAILING);
        Result result = Commands.execute("shrink", file.toString(), "--expectation", "2", "--max-runs", "3");
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(result.out().startsWith("# Made smaller"), result::out);
        assertTrue(result.err().contains("it may get smaller with more"), result::err);
    }

    @Test
    void whatDoesNotFailCannotBeMadeSmaller() throws IOException {
        Path file = Files.writeString(folder.resolve("failing.yaml"), FAILING);
        Result holds = Commands.execute("shrink", file.toString(), "--expectation", "1");
        assertEquals(1, holds.exitCode());
        assertTrue(holds.err().contains("nothing fails with seed 1"), holds::err);
        assertEquals(2, Commands.execute("shrink", file.toString(), "--expectation", "9").exitCode());
        assertEquals(2, Commands.execute("shrink", "no-such-scenario").exitCode());
        assertEquals(2, Commands.execute("shrink", file.toString(), "--seed", "1..2").exitCode());
        assertEquals(4, Commands.execute("shrink", file.toString(), "--out",
                folder.resolve("no/such").toString()).exitCode());
    }
}
