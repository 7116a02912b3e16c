package dev.magicsock.quicsim.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.quicsim.process.QuicJob;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same seeds in JVMs of their own, which differ in whatever a JVM can differ in. */
class SeparateJvmsTest {

    private static final List<List<String>> JVMS = List.of(
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            List.of("-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1", "-Duser.language=tr",
                    "-Duser.timezone=Asia/Kathmandu"),
            List.of("-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-Dfile.encoding=ISO-8859-1"),
            List.of("-XX:+UseZGC", "-XX:TieredStopAtLevel=1"),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-XX:hashCode=2"));

    /** Runs seeds in the order in which they are given, and prints what came of them in the order of seeds. */
    public static final class Child {

        private Child() {
        }

        public static void main(String[] seeds) {
            List<String> lines = new ArrayList<>();
            for (String seed : seeds) {
                PairRun.Outcome outcome = PairRun.run(
                        PairRun.Setup.of(Long.parseLong(seed), PairRunTest.LOSSY).with(SchedulerKind.PCT),
                        server -> QuicJob.bulk("bulk", server, 5_000));
                lines.add(seed + " " + outcome.done() + " " + outcome.fingerprint());
            }
            lines.stream().sorted().forEach(System.out::println);
        }
    }

    @Test
    void fiveJvmsAgreeOnEveryPacketAndEverySchedule() throws Exception {
        List<Process> children = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < JVMS.size(); i++) {
            children.add(start(JVMS.get(i), i % 2 == 0 ? List.of("1", "2") : List.of("2", "1")));
            if (i % 2 == 1 || i == JVMS.size() - 1) {
                for (Process child : children) {
                    outputs.add(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
                }
                children.clear();
            }
        }
        assertTrue(outputs.getFirst().startsWith("1 true "), outputs.getFirst());
        outputs.forEach(output -> assertEquals(outputs.getFirst(), output));
    }

    private static Process start(List<String> options, List<String> seeds) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        // The identity hash codes that an option can change count as a difference too.
        command.add("-XX:+UnlockExperimentalVMOptions");
        command.addAll(options);
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(seeds);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
