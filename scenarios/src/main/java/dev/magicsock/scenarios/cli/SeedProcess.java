package dev.magicsock.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the processes that share the seeds of a search: how it is started, and what it does besides. */
final class SeedProcess {

    /** The option by which a process knows that it is one. */
    static final String OPTION = "--part-of-search";

    private SeedProcess() {
    }

    /**
     * A JVM like this one that runs a scenario with some seeds.
     *
     * @param options further ones
     */
    static List<String> command(String scenario, SeedRange seeds, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run", scenario,
                "--seeds", seeds.toString(), OPTION));
        command.addAll(options);
        return command;
    }

    /** Ends this process as soon as the one that started it is gone, whatever became of it. */
    static void endWithParent(InputStream fromParent) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                fromParent.transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        });
    }
}
