package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.scenarios.qlog.RunQlog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The qlog files of a run in a directory, each of them whole at any moment. */
final class QlogFiles {

    private final Path directory;
    private final RunQlog qlog;
    private final List<WholeWrites> files = new ArrayList<>();

    private QlogFiles(Path directory, RunIdentity identity) {
        this.directory = directory;
        this.qlog = new RunQlog(identity, this::add);
    }

    /** @throws IOException if there is no such directory and it cannot be made */
    static QlogFiles open(Path directory, RunIdentity identity) throws IOException {
        Files.createDirectories(directory);
        return new QlogFiles(directory, identity);
    }

    private OutputStream add(String name) throws IOException {
        WholeWrites file = WholeWrites.to(directory.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_")));
        files.add(file);
        return file;
    }

    /** What is to watch the run. */
    RunQlog qlog() {
        return qlog;
    }

    /** Ends the files; tells why they are not complete, if they are not. */
    Optional<IOException> close() {
        Optional<IOException> failure = qlog.failure();
        for (WholeWrites file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        return failure;
    }
}
