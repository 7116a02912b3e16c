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
