package dev.magicsock.scenarios.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Finds the first step in which the threads of two runs took turns in another way. */
@Command(name = "divergence", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Finds where two runs of real QUIC part, from what 'run --schedule-log' wrote.",
        footer = {"", "Each line is virtual time, endpoint and thread: what ran on there and then.",
            "", "Examples:", "  magicsock divergence first.txt second.txt",
            "", "Exit codes: 0 equal, 1 different, 2 wrong usage or no such file."})
final class DivergenceCommand implements Callable<Integer> {

    private static final int CONTEXT_LINES = 5;

    @Parameters(index = "0", paramLabel = "FIRST", description = "the schedule of one run")
    private Path first;

    @Parameters(index = "1", paramLabel = "SECOND", description = "the schedule of the other run")
    private Path second;

    private final Console console;

    DivergenceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (BufferedReader one = open(first); BufferedReader other = open(second)) {
            return compare(one, other);
        } catch (IOException e) {
            console.err().println("magicsock: " + e.getMessage());
            return ExitCode.INVALID;
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        BufferedReader reader = Files.newBufferedReader(file);
        try {
            if (ScheduleFile.HEAD.equals(reader.readLine())) {
                return reader;
            }
        } catch (IOException notText) {
            reader.close();
            throw new IOException(file + ": this is no schedule that 'run --schedule-log' wrote", notText);
        }
        reader.close();
        throw new IOException(file + ": this is no schedule that 'run --schedule-log' wrote");
    }

    private int compare(BufferedReader one, BufferedReader other) throws IOException {
        Deque<String> before = new ArrayDeque<>();
        for (long step = 1; true; step++) {
            String here = one.readLine();
            String there = other.readLine();
            if (here == null && there == null) {
                console.out().println("equal: " + (step - 1) + " steps");
                return ExitCode.OK;
            }
            if (here == null || !here.equals(there)) {
                console.out().println("the runs part at step " + step);
                before.forEach(line -> console.out().println("    " + line));
                print(first, here, one);
                print(second, there, other);
                return ExitCode.FAILED;
            }
            before.addLast(here);
            if (before.size() > CONTEXT_LINES) {
                before.removeFirst();
            }
        }
    }

    private void print(Path file, String line, BufferedReader rest) throws IOException {
        console.out().println("  " + file + " goes on with");
        String next = line;
        for (int i = 0; i < CONTEXT_LINES && next != null; i++, next = rest.readLine()) {
            console.out().println("    " + next);
        }
        if (next == null) {
            console.out().println("    the end");
        }
    }
}
