package dev.magicsock.interop.nat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of others that runs in a namespace until it is closed. */
final class Server implements AutoCloseable {

    private final Process process;
    private final Path log;

    Server(NetworkNamespace where, List<String> command) throws IOException {
        log = Files.createTempFile("server", ".log");
        process = where.start(log, command);
    }

    /** What it has printed. */
    String log() throws IOException {
        return Files.readString(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}
