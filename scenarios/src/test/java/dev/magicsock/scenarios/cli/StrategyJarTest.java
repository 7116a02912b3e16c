package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.punch.PunchStrategyProvider;
import dev.magicsock.scenarios.cli.CommandLineTest.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A strategy of one's own: written, compiled and packed here, named on the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrategyJarTest {

    private static final String SERVICE = "META-INF/services/" + PunchStrategyProvider.class.getName();

    /** Calls and pings every 200 ms; the others of the same shape do something wrong. */
    private static final String SOURCE = """
            package mine;

            import dev.magicsock.punch.*;
            import dev.magicsock.time.Deadline;
            import java.time.Instant;
            import java.util.List;
            import java.util.Optional;
            import java.util.random.RandomGenerator;

            public class %1$s implements PunchStrategyProvider, PunchStrategy {
                public List<PunchStrategy> strategies() {
                    %2$s
                }
                public String name() {
                    return "%3$s";
                }
                public Puncher forRemote(RandomGenerator random) {
                    return new Puncher() {
                        private Instant next;
                        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
                            %4$s
                            if (next == null || !now.isBefore(next)) {
                                next = now.plusMillis(200);
                                actions.callMeMaybe();
                                actions.pingAll();
                            }
                        }
                        public Optional<Deadline> nextDeadline() {
                            %5$s
                        }
                    };
                }
            }
            """;
    private static final String THIS = "return List.of(this);";
    private static final String NEXT = "return Optional.ofNullable(next).map(at -> new Deadline(at, \"mine\"));";

    private static final String SCENARIO = """
            name: own
            network:
              relays: { eu: { link: { latency: 10ms } } }
              stun: [ eu ]
              routers: { a: { nat: home-router }, b: { nat: home-router } }
              hosts: { alice: { behind: a }, bob: { behind: b } }
            endpoints: { alice: { strategy: %1$s }, bob: { strategy: %1$s } }
            script:
              - { at: 0s, connect: { from: alice, to: bob } }
              - { at: 1s, traffic: { from: alice, to: bob, every: 100ms, size: 100B, until: 3s } }
            expect:
              - { in-the-end: true, pair: [alice, bob], path: direct }
            """;

    private Path folder;
    private Path classes;

    @BeforeAll
    void compile(@TempDir Path empty) throws IOException {
        folder = empty;
        classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> sources = List.of(
                source("Good", THIS, "x-mine", "", NEXT),
                source("Second", THIS, "x-mine", "", NEXT),
                source("Taken", THIS, "call-me-maybe", "", NEXT),
                source("Throwing", "throw new IllegalStateException(\"no luck\");", "x-a", "", NEXT),
                source("Nothing", "return null;", "x-a", "", NEXT),
                source("Failing", THIS, "x-failing", "if (now.getEpochSecond() >= 1) throw new Error2();", NEXT),
                source("Restless", THIS, "x-restless", "", "return Optional.of(new Deadline(Instant.EPOCH, \"\"));"),
                Files.writeString(folder.resolve("MyStrategies.java"), example()),
                Files.writeString(folder.resolve("Error2.java"),
                        "package mine; public class Error2 extends RuntimeException { }"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        boolean compiled = compiler.getTask(complaints, null, null,
                List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString(), "-proc:none"), null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(sources)).call();
        assertTrue(compiled, complaints::toString);
    }

    @Test
    void runsInAScenarioAndIsPartOfTheCommandThatReplaysIt() throws IOException {
        Path jar = jar("good.jar", "mine.Good");
        String file = scenario("x-mine");
        Result run = Commands.execute("run", file, "--strategy-jar", jar.toString());
        assertEquals(0, run.exitCode(), () -> run.out() + run.err());
        Result json = Commands.execute("run", file, "--strategy-jar", jar.toString(), "--json");
        assertTrue(json.out().contains("--seed 1 --strategy-jar " + jar), json::out);
        assertEquals(json, Commands.execute("run", file, "--strategy-jar", jar.toString(), "--json"));
        assertEquals(0, Commands.execute("validate", file, "--strategy-jar", jar.toString()).exitCode());
    }

    @Test
    void theExampleOfTheDocumentationGetsDirect() throws IOException {
        Result run = Commands.execute("run", scenario("x-impatient"), "--strategy-jar",
                jar("example.jar", "mine.MyStrategies").toString());
        assertEquals(0, run.exitCode(), () -> run.out() + run.err());
    }

    @Test
    void isComparedWithOthersAndSweptOverSeeds() throws IOException {
        String jar = jar("good.jar", "mine.Good").toString();
        Result compared = Commands.execute("compare", "--strategies", "x-mine,relay-only", "--nats", "home-router",
                "--seeds", "1..2", "--seconds", "4", "--csv", "--strategy-jar", jar);
        assertEquals(0, compared.exitCode(), compared::err);
        assertEquals(2, compared.out().lines().filter(line -> line.contains(",x-mine,")).count(), compared::out);
        Path out = folder.resolve("own.csv");
        Result swept = Commands.execute("sweep", scenario("x-mine"), "--seeds", "1..3", "--out", out.toString(),
                "--strategy-jar", jar);
        assertEquals(0, swept.exitCode(), swept::err);
        // Another jar is another sweep.
        Result other = Commands.execute("sweep", scenario("x-mine"), "--seeds", "1..4", "--out", out.toString(),
                "--strategy-jar", jar("other.jar", "mine.Good", "mine/Extra.class").toString());
        assertEquals(2, other.exitCode(), other::err);
    }

    @Test
    void withoutTheJarItsStrategiesAreUnknown() throws IOException {
        Result run = Commands.execute("run", scenario("x-mine"));
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("'strategy' of endpoint 'alice' is 'x-mine'"), run::err);
    }

    @Test
    void whateverIsWrongWithTheJarIsSaid() throws IOException {
        assertWrong("there is no such file", folder.resolve("none.jar"));
        assertWrong("there is no such file", folder);
        assertWrong("it is no jar", Files.writeString(folder.resolve("text.jar"), "not a zip"));
        assertWrong("it has no META-INF/services/", jar("without.jar", null));
        assertWrong("no provider in it gives a strategy", jar("empty.jar", ""));
        assertWrong("Provider mine.Missing not found", jar("missing.jar", "mine.Missing"));
        assertWrong("not a subtype", jar("other.jar", "mine.Error2"));
        assertWrong("ClassFormatError", jar("broken.jar", "mine.Broken", "mine/Broken.class"));
        assertWrong("a strategy is called 'call-me-maybe'; expected a name such as x-mine",
                jar("taken.jar", "mine.Taken"));
        assertWrong("two strategies are called 'x-mine'", jar("twice.jar", "mine.Good\nmine.Second"));
        assertWrong("java.lang.IllegalStateException: no luck", jar("throwing.jar", "mine.Throwing"));
        assertWrong("mine.Nothing gives no strategies", jar("nothing.jar", "mine.Nothing"));
    }

    @Test
    void aStrategyThatFailsDuringTheRunIsNamedAndNotTakenForABugOfOurs() throws IOException {
        assertFails("the strategy x-failing failed: mine.Error2", "x-failing", "mine.Failing");
        assertFails("the strategy x-restless failed: its next deadline has always passed already", "x-restless",
                "mine.Restless");
        Result compared = Commands.execute("compare", "--strategies", "x-failing", "--nats", "none", "--seeds", "1..2",
                "--strategy-jar", jar("failing.jar", "mine.Failing").toString());
        assertEquals(2, compared.exitCode());
        assertTrue(compared.err().contains("the strategy x-failing failed: mine.Error2"), compared::err);
    }

    private void assertWrong(String reason, Path jar) throws IOException {
        Result run = Commands.execute("run", scenario("x-mine"), "--strategy-jar", jar.toString());
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("magicsock: --strategy-jar " + jar + ": "), run::err);
        assertTrue(run.err().contains(reason), run::err);
    }

    private void assertFails(String reason, String strategy, String provider) throws IOException {
        Result run = Commands.execute("run", scenario(strategy), "--strategy-jar",
                jar(strategy + ".jar", provider).toString());
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("magicsock: " + reason), run::err);
    }

    private static String example() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "STRATEGIES.md"));
        int begin = document.indexOf("```java\n") + "```java\n".length();
        return document.substring(begin, document.indexOf("```", begin));
    }

    private String scenario(String strategy) throws IOException {
        return Files.writeString(folder.resolve(strategy + ".yaml"), SCENARIO.formatted(strategy)).toString();
    }

    private Path source(String name, String strategies, String strategy, String handle, String deadline)
            throws IOException {
        return Files.writeString(folder.resolve(name + ".java"),
                SOURCE.formatted(name, strategies, strategy, handle, deadline));
    }

    /** All classes, the service file unless it is null, and entries that are no classes or copies of the good one. */
    private Path jar(String name, String service, String... further) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out)) {
            List<Path> compiled;
            try (Stream<Path> walk = Files.walk(classes)) {
                compiled = new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
            }
            for (Path each : compiled) {
                add(jar, classes.relativize(each).toString(), Files.readAllBytes(each));
            }
            for (String entry : further) {
                add(jar, entry, new byte[] {1, 2, 3});
            }
            if (service != null) {
                add(jar, SERVICE, service.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

}
