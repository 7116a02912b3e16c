package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches with real processes, good ones and others. */
class SeedProcessesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(out, err, new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII));

    /** Does what it is told. */
    public static final class Child {

        private static final int STRANGE = 77;
        private static final int GARBAGE_LINES = 40_000;

        private Child() {
        }

        public static void main(String[] behaviour) throws Exception {
            SeedProcess.endWithParent(System.in);
            switch (behaviour[0]) {
                case "good" -> System.out.println(SeedProcesses.PROGRESS + 1);
                case "fails" -> {
                    System.out.println("the verdict");
                    Runtime.getRuntime().halt(ExitCode.FAILED);
                }
                case "dies" -> Runtime.getRuntime().halt(STRANGE);
                case "garbage" -> garbage();
                case "hangs" -> new CountDownLatch(1).await();
                default -> throw new IllegalArgumentException(behaviour[0]);
            }
        }

        private static void garbage() throws IOException {
            for (int i = 0; i < GARBAGE_LINES; i++) {
                System.out.write(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) i, 'x', 'y', 'z', ' ', (byte) 0xc0});
                System.out.write("and so on and on and on and on\n".getBytes(StandardCharsets.UTF_8));
            }
            System.out.flush();
            Runtime.getRuntime().halt(ExitCode.FAILED);
        }
    }

    private int search(Duration patience, String first, String second) {
        int exitCode = new SeedProcesses(child(first, second), patience, console, System::nanoTime)
                .search("something", new SeedRange(1, 2), 2);
        console.finish(exitCode);
        return exitCode;
    }

    private static Function<SeedRange, List<String>> child(String first, String second) {
        return seeds -> java(Child.class.getName(), seeds.first() == 1 ? first : second);
    }

    private static List<String> java(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(Stream.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--add-opens",
                "java.base/java.lang=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")),
                Stream.of(arguments)).toList();
    }

    @Test
    void allSeedsPassWhereEveryProcessEndsWell() {
        assertEquals(ExitCode.OK, search(LONG, "good", "good"));
        assertEquals("PASS something with seeds 1..2\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theFirstFailureEndsTheOthersAndIsShown() {
        assertEquals(ExitCode.FAILED, search(LONG, "hangs", "fails"));
        assertEquals("the verdict\n", out.toString(StandardCharsets.UTF_8));
        assertNoChildIsLeft();
    }

    @Test
    void aProcessThatDiesIsAFailureOfTheLaboratory() {
        assertEquals(ExitCode.INTERNAL, search(LONG, "dies", "hangs"));
        assertEquals("magicsock: the process with seeds 1..1 ended by itself with 77\n",
                err.toString(StandardCharsets.UTF_8));
        assertNoChildIsLeft();
    }

    @Test
    void processesThatHangAreEndedWhenPatienceEnds() {
        assertEquals(ExitCode.INTERNAL, search(Duration.ofMillis(200), "hangs", "hangs"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("none of the processes has finished a seed"));
        assertNoChildIsLeft();
    }

    @Test
    void garbageIsShownUpToABound() {
        assertEquals(ExitCode.FAILED, search(LONG, "garbage", "good"));
        assertTrue(out.size() > 100_000 && out.size() < 5_000_000, "kept " + out.size() + " bytes");
    }

    /** SIGTERM, which is handled as Ctrl-C is, and SIGKILL, which nobody hears of. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noProcessIsLeftWhenTheSearchIsEndedFromOutside(boolean forcibly) throws Exception {
        Process parent = new ProcessBuilder(java(Main.class.getName(), "run", "open-internet", "--seeds", "1..1000000",
                "--processes", "2")).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<ProcessHandle> children = awaitChildren(parent);
        if (forcibly) {
            parent.destroyForcibly();
        } else {
            parent.destroy();
        }
        for (ProcessHandle child : children) {
            child.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertFalse(child.isAlive());
        }
        assertTrue(parent.waitFor(LONG.toSeconds(), TimeUnit.SECONDS));
    }

    private static List<ProcessHandle> awaitChildren(Process parent) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (parent.children().count() < 2) {
            assertTrue(parent.isAlive() && System.nanoTime() < deadline, "the search starts its processes");
            Thread.onSpinWait();
        }
        return parent.children().toList();
    }

    private static void assertNoChildIsLeft() {
        ProcessHandle.current().children().filter(child -> child.info().commandLine().orElse("")
                .contains(Child.class.getName())).forEach(child -> child.onExit()
                .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
    }
}
