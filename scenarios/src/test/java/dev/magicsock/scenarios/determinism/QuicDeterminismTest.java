package dev.magicsock.scenarios.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.scenarios.capture.RunCapture;
import dev.magicsock.scenarios.model.QuicVariant;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.QuicOptions;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import dev.magicsock.scenarios.run.Watcher;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import dev.magicsock.tls.KeyLog;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same promise with real QUIC, above MagicSocks whose NAT is just rebooting, under random priorities. Every
 * document holds the hash of the trace and the fingerprint of each endpoint's schedule.
 */
class QuicDeterminismTest {

    private static final List<Long> SEEDS = List.of(1L, 2L);
    private static final List<String> EXPECTED = new ArrayList<>();

    /** Prints a line for each seed. */
    public static final class Child {

        private Child() {
        }

        public static void main(String[] seeds) {
            for (String seed : seeds) {
                System.out.println(line(Long.parseLong(seed)));
            }
        }
    }

    @BeforeAll
    static void runOnce() {
        SEEDS.forEach(seed -> EXPECTED.add(line(seed)));
        assertNotEquals(EXPECTED.getFirst().split(" ")[1], EXPECTED.getLast().split(" ")[1]);
    }

    private static String line(long seed) {
        return PrintDigests.line(String.valueOf(seed), document(seed, QuicOptions.Schedules.NONE, List.of()));
    }

    private static String document(long seed, QuicOptions.Schedules schedules, List<Watcher> watchers) {
        Scenario scenario = Scenarios.beginning(assertInstanceOf(QuicVariant.Possible.class,
                QuicVariant.of(Scenarios.bundled("nat-reboot"))).scenario(), Duration.ofSeconds(16));
        QuicOptions options = new QuicOptions(SchedulerKind.PCT, KeyLog.NONE, schedules);
        String document = Runs.json(new SimulationRunner().run(
                new RunRequest(scenario, Runs.identity(scenario, seed), true, watchers, options),
                ProgressListener.NONE));
        assertTrue(document.contains("quic-schedule"));
        return document;
    }

    @Test
    void whoeverWatchesChangesNothing() {
        AtomicLong steps = new AtomicLong();
        RunCapture capture = new RunCapture(OutputStream.nullOutputStream(), "test", List.of());
        String watched = document(1, _ -> (_, _, _) -> steps.incrementAndGet(), List.of(capture));
        assertEquals(EXPECTED.getFirst(), PrintDigests.line("1", watched));
        assertTrue(steps.get() > 1_000, steps + " steps were heard");
    }

    @Test
    void aBusyMachineAndAnotherThreadChangeNothing() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService busy = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 3; i++) {
                busy.execute(() -> keepBusy(enough));
            }
            assertEquals(EXPECTED.getLast(), busy.submit(() -> line(2)).get());
            enough.set(true);
        }
    }

    private static void keepBusy(AtomicBoolean enough) {
        List<byte[]> garbage = new ArrayList<>();
        while (!enough.get()) {
            garbage.add(new byte[10_000]);
            if (garbage.size() > 1_000) {
                garbage.clear();
            }
        }
    }

    @Test
    void jvmsWithOtherCollectorsOrdersOfSeedsAndThreadsAgree() throws Exception {
        Process virtual = start(List.of("-XX:+UseZGC", "--add-opens", "java.base/java.lang=ALL-UNNAMED"), "1", "2");
        Process platform = start(List.of("-XX:+UseParallelGC", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2",
                "-Duser.timezone=Asia/Kathmandu"), "2", "1");
        assertEquals(EXPECTED, lines(virtual));
        assertEquals(EXPECTED.reversed(), lines(platform));
    }

    private static Process start(List<String> options, String... seeds) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(seeds));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> lines(Process process) throws Exception {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.lines().toList();
    }
}
