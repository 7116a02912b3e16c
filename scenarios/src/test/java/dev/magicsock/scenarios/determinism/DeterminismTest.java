package dev.magicsock.scenarios.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.support.Runs;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Equal scenario, seed and version give the same trace and the same document, byte for byte, wherever and however they
 * run. Every document holds the hash of the whole trace.
 */
class DeterminismTest {

    static final List<String> NAMES = Samples.NAMES;

    private static final Map<String, RecordedRun> FIRST = new LinkedHashMap<>();
    private static final Map<String, String> DOCUMENTS = new LinkedHashMap<>();

    @BeforeAll
    static void runEverythingOnce() {
        for (String name : NAMES) {
            FIRST.put(name, Runs.hashed(Samples.scenario(name)));
            DOCUMENTS.put(name, Runs.json(FIRST.get(name)));
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aSecondRunInTheSameJvmIsTheSame(String name) {
        assertEquals(DOCUMENTS.get(name), Samples.document(name));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void anotherSeedGivesAnotherTrace(String name) {
        RecordedRun other = Runs.run(Samples.scenario(name), 4711, true);

        assertNotEquals(FIRST.get(name).traceSha256(), other.traceSha256());
    }

    @Test
    void aSecondJvmGivesTheSame() throws Exception {
        assertEquals(expectedLines(), linesOfAnotherJvm(StandardCharsets.UTF_8, List.of()));
    }

    @Test
    void aJvmWithForeignDefaultsAndOtherInternalsGivesTheSame() throws Exception {
        List<String> foreign = List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=COMPAT", "-Dstdout.encoding=US-ASCII", "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1");

        assertEquals(expectedLines(), linesOfAnotherJvm(StandardCharsets.US_ASCII, foreign));
    }

    @Test
    void anotherThreadAfterUnrelatedIdentityHashesAndAllocationsGivesTheSame() throws Exception {
        try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            elsewhere.submit(DeterminismTest::disturb).get();
            for (String name : NAMES) {
                assertEquals(DOCUMENTS.get(name), elsewhere.submit(() -> Samples.document(name)).get(), name);
            }
        }
    }

    @Test
    void runsBesideEachOtherInManyThreadsAreTheSame() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Map<String, Future<String>> documents = new LinkedHashMap<>();
            NAMES.forEach(name -> documents.put(name, threads.submit(() -> Samples.document(name))));
            for (String name : NAMES) {
                assertEquals(DOCUMENTS.get(name), documents.get(name).get(), name);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void withoutHashingOnlyTheHashIsMissing(String name) {
        RecordedRun plain = Runs.run(Samples.scenario(name), Samples.scenario(name).seed(), false);

        assertEquals(Optional.empty(), plain.traceSha256());
        assertEquals(DOCUMENTS.get(name), Runs.json(withHash(plain, FIRST.get(name).traceSha256())));
    }

    private static RecordedRun withHash(RecordedRun run, Optional<String> hash) {
        return new RecordedRun(run.identity(), run.end(), run.stoppedEarly(), hash, run.expectations(), run.topology(),
                run.pairs(), run.faults(), run.packets(), run.drops(), run.counters(), run.series(), run.events(),
                run.natMappings(), run.journeys());
    }

    private static int disturb() {
        List<Object> kept = new ArrayList<>();
        int hashes = 0;
        for (int i = 0; i < 100_000; i++) {
            Object unrelated = new byte[i % 97];
            hashes ^= unrelated.hashCode() ^ Thread.currentThread().hashCode();
            kept.add(unrelated);
        }
        return hashes ^ kept.size();
    }

    private static List<String> expectedLines() {
        return NAMES.stream().map(name -> PrintDigests.line(name, DOCUMENTS.get(name))).toList();
    }

    private static List<String> linesOfAnotherJvm(Charset output, List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(PrintDigests.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), output);
        assertEquals(0, process.waitFor(), text);
        return text.lines().toList();
    }
}
