package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher scripts, as far as they can be tested without building and running: an integration test with bash. */
class LauncherTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path folder;

    record Result(int exitCode, String output) {
    }

    @Test
    void saysWhatToInstallWhereTheNamedJavaIsNone() throws Exception {
        Result result = launch(ROOT.resolve("magicsock"), folder.toString());
        assertEquals(4, result.exitCode());
        assertTrue(result.output().startsWith("magicsock: MAGICSOCK_JAVA_HOME is " + folder
                + ", where no Java 25 or newer is\n"
                + "Install a JDK 25"), result::output);
    }

    @Test
    void aJavaThatIsTooOldIsNone() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin/java"), "#!/bin/sh\nexit 0\n");
        assertTrue(folder.resolve("bin/java").toFile().setExecutable(true));
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.4\"\n");
        assertEquals(4, launch(ROOT.resolve("magicsock"), folder.toString()).exitCode());
    }

    @Test
    void worksThroughChainsOfSymbolicLinks() throws Exception {
        Path absolute = Files.createSymbolicLink(folder.resolve("one"), ROOT.resolve("run-scenario"));
        Path relative = Files.createSymbolicLink(folder.resolve("two"), absolute.getFileName());
        Result result = launch(relative, "/nowhere");
        assertEquals(4, result.exitCode());
        assertTrue(result.output().contains("MAGICSOCK_JAVA_HOME is /nowhere"), result::output);
    }

    @Test
    void saysWhichStreamsAreATerminalAndHowWideItIs() throws Exception {
        Path launcher = launcherOfABuiltProject();
        String all = " 2>&1";
        assertEquals("columns=77 -Dmagicsock.stdout.terminal=true -Dmagicsock.stderr.terminal=true run x",
                onATerminal("stty cols 77; " + launcher + " run x" + all));
        assertEquals("columns=77 -Dmagicsock.stdout.terminal=false -Dmagicsock.stderr.terminal=true run x",
                onATerminal("stty cols 77; " + launcher + " run x | cat"));
        assertEquals("columns= -Dmagicsock.stdout.terminal=false -Dmagicsock.stderr.terminal=false run x",
                onATerminal("stty cols 77; " + launcher + " run x 2>&1 | cat"));
        assertEquals("columns=50 -Dmagicsock.stdout.terminal=true -Dmagicsock.stderr.terminal=true run x",
                onATerminal("stty cols 77; COLUMNS=50 " + launcher + " run x" + all));
    }

    /**
     * A copy of the launcher beside an empty jar that is newer than all sources, with a Java that tells its options.
     */
    private Path launcherOfABuiltProject() throws IOException {
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, """
                #!/usr/bin/env bash
                printf 'columns=%s' "${COLUMNS:-}"
                for option; do case $option in -Dmagicsock*|run|x) printf ' %s' "$option";; esac; done
                echo
                """);
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path scripts = Files.createDirectories(folder.resolve("scenarios/src/main/launcher"));
        Files.copy(ROOT.resolve("scenarios/src/main/launcher/java.bash"), scripts.resolve("java.bash"));
        Files.copy(ROOT.resolve("pom.xml"), folder.resolve("pom.xml"));
        Path launcher = Files.copy(ROOT.resolve("magicsock"), folder.resolve("magicsock"));
        Files.createDirectories(folder.resolve("scenarios/target"));
        Files.createFile(folder.resolve("scenarios/target/magicsock-scenarios.jar"));
        return launcher;
    }

    /** The one line that a command says on a pseudo-terminal. */
    private String onATerminal(String command) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")),
                "no pseudo-terminal: script of util-linux is missing");
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "--quiet", "--command", command, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().put("MAGICSOCK_JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("SHELL", "/bin/bash");
        builder.environment().remove("COLUMNS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.getOutputStream().close();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the launcher hangs");
        return output.strip();
    }

    private Result launch(Path script, String javaHome) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash"))
                || Files.isExecutable(Path.of("/usr/bin/bash")), "bash is needed");
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "--version").directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("MAGICSOCK_JAVA_HOME", javaHome);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the launcher hangs");
        return new Result(process.exitValue(), output);
    }
}
