package dev.magicsock.scenarios.cli;

import dev.magicsock.quicsim.schedule.SchedulerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs a scenario with many seeds in several processes at a time, each a JVM like this one with a part of the seeds, and
 * ends all of them when one finds a run that fails.
 */
final class SeedProcesses {

    private final String scenario;
    private final SchedulerKind schedule;
    private final Console console;
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();

    private record Result(int exitCode, String output) {
    }

    SeedProcesses(String scenario, SchedulerKind schedule, Console console) {
        this.scenario = scenario;
        this.schedule = schedule;
        this.console = console;
    }

    /** Returns the exit code of the first process that did not end well, or that all did. */
    int search(SeedRange seeds, int processes) {
        List<Process> children = new ArrayList<>();
        try {
            for (SeedRange part : seeds.split(processes)) {
                children.add(start(part));
            }
            return await(children.size(), seeds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERNAL;
        } finally {
            children.forEach(Process::destroy);
        }
    }

    private int await(int children, SeedRange seeds) throws InterruptedException {
        for (int i = 0; i < children; i++) {
            Result result = results.take();
            if (result.exitCode != ExitCode.OK) {
                console.out().print(result.output);
                return result.exitCode;
            }
        }
        console.out().println("PASS " + scenario + " with seeds " + seeds);
        return ExitCode.OK;
    }

    private Process start(SeedRange part) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run", scenario,
                "--seeds", part.toString(), "--processes", "1", "--schedule", ScheduleWord.of(schedule)));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread.ofVirtual().name("seeds " + part).start(() -> collect(process));
        return process;
    }

    private void collect(Process process) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            results.add(new Result(process.waitFor(), output));
        } catch (IOException | InterruptedException e) {
            results.add(new Result(ExitCode.INTERNAL, "a process with seeds was lost: " + e));
        }
    }
}
