package dev.magicsock.scenarios.cli;

import dev.magicsock.quicsim.schedule.ScheduleSink;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes which simulated thread ran when, a line for each time that one ran on. */
final class ScheduleFile implements Closeable {

    /** The first line of each such file. */
    static final String HEAD = "magicsock-schedule/1";

    /** Some 400 MB, or the transfer of some 500 MB. */
    private static final long MAX_STEPS = 10_000_000;

    private final BufferedWriter target;
    private long steps;
    private IOException failure;

    private ScheduleFile(BufferedWriter target) {
        this.target = target;
    }

    static ScheduleFile open(Path file) throws IOException {
        BufferedWriter target = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        target.write(HEAD + "\n");
        return new ScheduleFile(target);
    }

    /** What hears the threads of an endpoint. */
    ScheduleSink of(String endpoint) {
        return (nanos, thread, name) -> write(nanos + " " + endpoint + " " + name + "#" + thread);
    }

    private void write(String line) {
        steps++;
        if (steps > MAX_STEPS || failure != null) {
            return;
        }
        try {
            target.write(line);
            target.write('\n');
        } catch (IOException e) {
            failure = e;
        }
    }

    /** @throws IOException if anything could not be written */
    @Override
    public void close() throws IOException {
        try (target) {
            if (steps > MAX_STEPS && failure == null) {
                target.write("and " + (steps - MAX_STEPS) + " steps more\n");
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
