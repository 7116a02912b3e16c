package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.relaystub.server.AccessControl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes as processes of their own. */
@Timeout(180)
class NodeProcessIntegrationTest {

    private static final Path ENV = Path.of("/usr/bin/env");
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void nodesMeetAtRelaysWithATokenAndCtrlCEndsTheOneThatListens() throws Exception {
        assumeTrue(Files.isExecutable(ENV), "env is needed to send and take signals");
        try (RelayServer first = relay(); RelayServer second = relay()) {
            String[] relays = {"--relay", url(first), "--relay", url(second), "--relay-token", "sesame",
                "--bind", "127.0.0.1:0", "--json"};
            Path log = folder.resolve("log");
            Process bob = start(log, "listen", relays);
            BufferedReader said = said(bob);
            String id = await(said, "\"event\": \"ready\", \"id\": \"([0-9a-f]{64})\", \"relays\": \\[\"http.*")
                    .group(1);

            Path file = Files.write(folder.resolve("file"), new byte[300_000]);
            Process alice = start(folder.resolve("other"), "connect", arguments(relays, id, "--send", file.toString()));
            Matcher sent = await(said(alice), "\"event\": \"sent\", \"bytes\": 300000, .*\"same\": (true|false)}");

            assertEquals("true", sent.group(1));
            assertEquals(0, exitCode(alice));
            await(said, "\"event\": \"closed\", .*");
            interrupt(bob);
            assertEquals(130, exitCode(bob));
            assertLogged(id, log);
        }
    }

    /** The log names whom it is about. */
    private static void assertLogged(String id, Path log) throws IOException {
        List<String> lines = Files.readAllLines(log).stream().filter(line -> line.contains("dev.magicsock.")).toList();
        assertFalse(lines.isEmpty());
        lines.forEach(line -> assertTrue(line.contains(" " + id.substring(0, 10) + ": "), line));
        assertTrue(lines.stream().anyMatch(line -> line.contains("connected with ")), lines::toString);
    }

    private static RelayServer relay() throws IOException {
        return RelayServer.start(RelayServerSettings.plain(SocketAddresses.parse("127.0.0.1:0"), "test")
                .withAccessControl(AccessControl.tokens(List.of("sesame"))));
    }

    private static String url(RelayServer relay) {
        return "http://127.0.0.1:" + relay.address().getPort();
    }

    private static String[] arguments(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Process start(Path log, String command, String... arguments) throws IOException {
        // Whoever runs the tests in the background may have signals ignored, which children inherit.
        List<String> line = new ArrayList<>(List.of(ENV.toString(), "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.log.dev.magicsock=info", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "node", command));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectError(log.toFile()).start();
        process.getOutputStream().close();
        started.add(process);
        return process;
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Matcher await(BufferedReader said, String wanted) throws IOException {
        Pattern pattern = Pattern.compile(wanted);
        List<String> before = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            before.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("no " + wanted + " in " + before);
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(ENV.toString(), "kill", "-INT", Long.toString(process.pid())).inheritIO()
                .start().waitFor());
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }
}
