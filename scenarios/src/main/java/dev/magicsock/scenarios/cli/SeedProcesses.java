package dev.magicsock.scenarios.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs a scenario with many seeds in several processes at a time, each with a part of the seeds, and ends all of them
 * when one finds a run that fails, when one is lost, or when this one ends.
 */
final class SeedProcesses {

    /** A line that begins so says that one more seed has been run; everything else is for the user. */
    static final String PROGRESS = "\u0001seed ";

    /** No run lasts so long; a simulated thread that spins ends its process after two minutes. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A verdict has some kilobytes. */
    private static final int MAX_OUTPUT_CHARS = 1 << 20;

    private final Function<SeedRange, List<String>> command;
    private final Duration patience;
    private final Console console;
    private final LongSupplier wallNanos;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    private sealed interface Message {

        record SeedDone() implements Message {
        }

        record Ended(SeedRange part, int exitCode, String output) implements Message {
        }
    }

    /**
     * A search.
     *
     * @param command  what runs a part of the seeds
     * @param patience how long nothing may happen
     */
    SeedProcesses(Function<SeedRange, List<String>> command, Duration patience, Console console,
            LongSupplier wallNanos) {
        this.command = command;
        this.patience = patience;
        this.console = console;
        this.wallNanos = wallNanos;
    }

    /** Returns the exit code of the first process that did not end well, or that all did. */
    int search(String scenario, SeedRange seeds, int processes) {
        List<Process> children = new CopyOnWriteArrayList<>();
        Thread atExit = Thread.ofPlatform().unstarted(() -> children.forEach(Process::destroyForcibly));
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            for (SeedRange part : seeds.split(processes)) {
                children.add(start(part));
            }
            int exitCode = await(children.size(), seeds);
            if (exitCode == ExitCode.OK) {
                console.out().println("PASS " + scenario + " with seeds " + seeds);
            }
            return exitCode;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERNAL;
        } finally {
            children.forEach(Process::destroyForcibly);
            forget(atExit);
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // It runs already.
        }
    }

    private int await(int children, SeedRange seeds) throws InterruptedException {
        RateLine progress = new RateLine((int) seeds.size(), console.terminal().errIsTerminal(), console.err(),
                wallNanos);
        int left = children;
        int done = 0;
        try {
            while (left > 0) {
                switch (messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    case null -> {
                        return giveUp();
                    }
                    case Message.SeedDone() -> progress.reached(++done);
                    case Message.Ended ended when ended.exitCode != ExitCode.OK -> {
                        return tell(ended);
                    }
                    case Message.Ended _ -> left--;
                }
            }
        } finally {
            progress.end();
        }
        return ExitCode.OK;
    }

    private int giveUp() {
        console.err().println("magicsock: none of the processes has finished a seed for " + patience.toSeconds()
                + " s; they are ended");
        return ExitCode.INTERNAL;
    }

    private int tell(Message.Ended ended) {
        console.out().print(ended.output);
        if (ended.exitCode <= ExitCode.UNAVAILABLE && ended.exitCode > 0) {
            return ended.exitCode;
        }
        console.err().println("magicsock: the process with seeds " + ended.part + " ended by itself with "
                + ended.exitCode);
        return ExitCode.INTERNAL;
    }

    /** The child's standard input stays open, so that it sees our end. */
    private Process start(SeedRange part) throws IOException {
        Process process = new ProcessBuilder(command.apply(part)).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread.ofVirtual().name("seeds " + part).start(() -> collect(part, process));
        return process;
    }

    private void collect(SeedRange part, Process process) {
        StringBuilder output = new StringBuilder();
        int exitCode = ExitCode.INTERNAL;
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(PROGRESS)) {
                    messages.add(new Message.SeedDone());
                } else if (output.length() + line.length() < MAX_OUTPUT_CHARS) {
                    output.append(line).append('\n');
                }
            }
            exitCode = process.waitFor();
        } catch (IOException | InterruptedException e) {
            output.append("a process with seeds was lost: ").append(e).append('\n');
        }
        messages.add(new Message.Ended(part, exitCode, output.toString()));
    }
}
