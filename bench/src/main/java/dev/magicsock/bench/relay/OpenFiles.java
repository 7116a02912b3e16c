package dev.magicsock.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files, and so connections, a process may have open. */
final class OpenFiles {

    /** For everything else: the jars, the event loops, the connections that are no idle ones. */
    private static final int SPARE = 400;

    /** More than there are local ports for connections to one address. */
    private static final int ENOUGH = 25_000;

    private OpenFiles() {
    }

    /** How many connections there may be. */
    static int forConnections() throws IOException {
        return limit() - SPARE;
    }

    /** Of this process and of those that it starts, as Linux tells it. */
    private static int limit() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(each -> each.startsWith("Max open files")).findFirst().orElseThrow();
        String soft = line.substring("Max open files".length()).strip().split(" +")[0];
        return soft.equals("unlimited") ? ENOUGH : (int) Math.min(ENOUGH, Long.parseLong(soft));
    }
}
