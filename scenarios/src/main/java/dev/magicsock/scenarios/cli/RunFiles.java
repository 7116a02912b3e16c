package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.json.RunFormatException;
import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.RecordedRun;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads recorded runs: one file, or all {@code .json} files of a directory in the order of their names. */
final class RunFiles {

    /** The records are all in memory while they are compared. */
    private static final int MAX_FILES = 10_000;

    private RunFiles() {
    }

    /** @throws IOException with a message that names the file and says what is wrong with it */
    static List<RecordedRun> read(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(readFile(path));
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(path)) {
            files = entries.filter(file -> file.toString().endsWith(".json")).sorted().limit(MAX_FILES + 1).toList();
        }
        if (files.isEmpty() || files.size() > MAX_FILES) {
            throw new IOException(path + (files.isEmpty() ? ": there are no .json files in this directory"
                    : ": there are more than " + MAX_FILES + " .json files in this directory"));
        }
        List<RecordedRun> runs = new ArrayList<>();
        for (Path file : files) {
            runs.add(readFile(file));
        }
        return runs;
    }

    private static RecordedRun readFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + ": there is no such file");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new RunJson().read(in).run();
        } catch (RunFormatException e) {
            throw new IOException(file + ": this is no recorded run: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(file + ": this file cannot be read: " + e.getMessage(), e);
        }
    }
}
