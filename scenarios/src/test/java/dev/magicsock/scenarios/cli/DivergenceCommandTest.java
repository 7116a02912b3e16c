package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceCommandTest {

    @TempDir
    private Path folder;

    private String schedule(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, List.of(lines));
        return file.toString();
    }

    @Test
    void whatTwoRunsWroteIsComparedStepByStep() throws IOException {
        String first = folder.resolve("first").toString();
        String second = folder.resolve("second").toString();
        String other = folder.resolve("other").toString();
        for (String file : List.of(first, second)) {
            assertEquals(0,
                    Commands.execute("run", "open-internet", "--quic", "--schedule-log", file, "-q").exitCode());
        }
        Commands.execute("run", "open-internet", "--quic", "--schedule", "pct", "--schedule-log", other, "-q");
        assertTrue(Commands.execute("divergence", first, second).out().startsWith("equal: "));
        CommandLineTest.Result parted = Commands.execute("divergence", first, other);
        assertEquals(1, parted.exitCode());
        assertTrue(parted.out().startsWith("the runs part at step "), parted.out());
    }

    @Test
    void theFirstDifferenceIsShownWithWhatCameBeforeAndAfter() throws IOException {
        String first = schedule("a", ScheduleFile.HEAD, "1 alice main#0", "2 alice sender#1", "3 bob main#0");
        String second = schedule("b", ScheduleFile.HEAD, "1 alice main#0", "2 alice receiver#2");
        CommandLineTest.Result result = Commands.execute("divergence", first, second);
        assertEquals(1, result.exitCode());
        assertEquals("the runs part at step 2\n    1 alice main#0\n  " + first
                + " goes on with\n    2 alice sender#1\n    3 bob main#0\n    the end\n  " + second
                + " goes on with\n    2 alice receiver#2\n    the end\n", result.out());
    }

    @Test
    void whatIsNoScheduleIsRefused() throws IOException {
        String good = schedule("good", ScheduleFile.HEAD);
        String text = schedule("text", "hello");
        Path bytes = folder.resolve("bytes");
        Files.write(bytes, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertEquals("equal: 0 steps\n", Commands.execute("divergence", good, good).out());
        for (String wrong : List.of(text, bytes.toString(), folder.resolve("nothing").toString(), folder.toString())) {
            CommandLineTest.Result result = Commands.execute("divergence", good, wrong);
            assertEquals(2, result.exitCode(), wrong);
            assertTrue(result.err().startsWith("magicsock: " + wrong + ": "), result.err());
        }
    }

    @Test
    void whatIsAboutOneRunDoesNotGoWithManySeeds() {
        for (List<String> wrong : List.of(List.of("--key-log", "x"), List.of("--schedule-log", "x"),
                List.of("--seed", "3"), List.of("--html", "x"), List.of("--processes", "0"))) {
            CommandLineTest.Result result = Commands.execute("run", "quic-many", "--seeds", "1..2", wrong.getFirst(),
                    wrong.getLast());
            assertEquals(2, result.exitCode());
            assertTrue(result.err().startsWith("magicsock: --seeds goes with one of"), result.err());
        }
    }

    @Test
    void aScenarioWithoutAVariantSaysWhy() {
        assertEquals("mapping-timeout.yaml: --quic makes no sense: it is about 65 s of silence between alice and bob, "
                + "which QUIC's keep-alives would fill\n", Commands.execute("run", "mapping-timeout", "--quic").err());
    }
}
