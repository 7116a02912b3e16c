package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.magicsock.scenarios.bundled.BundledScenarios;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real bash completes: an integration test, which is skipped where there is none. */
class CompletionTest {

    private static final Path BASH = Stream.of("/bin/bash", "/usr/bin/bash").map(Path::of).filter(Files::isExecutable)
            .findFirst().orElse(Path.of("no bash"));

    @TempDir
    private Path folder;

    @BeforeEach
    void needsBash() throws IOException {
        assumeTrue(Files.isExecutable(BASH), "completion is not tested: bash is missing");
        Files.writeString(folder.resolve("script"), CompletionScript.of(Commands.root()));
        Files.createFile(folder.resolve("home network.yaml"));
        Files.createDirectory(folder.resolve("holiday"));
    }

    @Test
    void commandsAreCompleted() throws Exception {
        assertEquals(List.of("run"), complete("magicsock", "ru"));
        assertEquals(List.of("connect", "listen"), complete("magicsock", "node", ""));
    }

    @Test
    void scenariosAndFilesAreCompletedBesideEachOther() throws Exception {
        assertEquals(List.of("holiday", "home network.yaml", "home-nats"), complete("magicsock", "run", "ho"));
        assertEquals(List.of("symmetric-both", "symmetric-nat"), complete("magicsock", "run", "-q", "--watch", "sym"));
        assertEquals(List.of("symmetric-both", "symmetric-nat"), complete("./run-scenario", "sym"));
        assertTrue(complete("magicsock", "validate", "").containsAll(BundledScenarios.names()));
        assertEquals(List.of("home network.yaml"), complete("magicsock", "validate", "home-nats", "home "));
    }

    @Test
    void optionsAndTheirValuesAreCompleted() throws Exception {
        assertEquals(List.of("--json"), complete("magicsock", "run", "--js"));
        assertEquals(List.of("--json"), complete("run-scenario", "--js"));
        assertEquals(List.of("holiday", "home network.yaml"), complete("magicsock", "run", "--html", "ho"));
        assertEquals(List.of(), complete("magicsock", "run", "--seed", "ho"));
        assertEquals(List.of("bash", "zsh"), complete("magicsock", "completion", ""));
        assertEquals(List.of("holiday", "home network.yaml"), complete("magicsock", "man", "ho"));
    }

    @Test
    void theScriptIsFreeOfSyntaxErrorsAndWarnings() throws Exception {
        assertEquals("", bash("bash -n script"));
        assertEquals("", bash("set -u; source ./script"));
    }

    /** What Tab would offer behind these words, sorted. */
    private List<String> complete(String... words) throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.isEmpty() ? "" : " ").append('"').append(word).append('"');
        }
        String function = words[0].endsWith("run-scenario") ? "_run_scenario" : "_magicsock";
        return bash("source ./script\nCOMP_WORDS=(" + line + ")\nCOMP_LINE=\"${COMP_WORDS[*]}\"\nCOMP_CWORD="
                + (words.length - 1) + "\n" + function
                + " 2> /dev/null\n[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"")
                .lines().sorted().toList();
    }

    private String bash(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(BASH.toString(), "--norc", "-c", script).directory(folder.toFile())
                .redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "bash hangs");
        return output;
    }
}
