package dev.magicsock.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The programs of others that the tests run. */
public final class Programs {

    private Programs() {
    }

    /** iroh's relay server; the script that built it knows where it is. */
    public static Path irohRelay() throws IOException {
        return pathFrom("./build-iroh-relay");
    }

    /** The folder with iroh's package for npm; it is not there where that cannot be installed. */
    public static Path irohPackage() throws IOException {
        return pathFrom("./install-iroh-npm");
    }

    private static Path pathFrom(String script) throws IOException {
        Process process = new ProcessBuilder(script, "--path").start();
        return Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    /**
     * Skips the tests that need what is not here, in one line; in continuous integration (environment variable
     * {@code CI}) fails them instead, so that nothing is skipped for ever without anybody noticing.
     */
    public static void missing(String why) {
        if (System.getenv("CI") != null) {
            Assertions.fail(why);
        }
        System.err.println("skipped: " + why);
        Assumptions.abort(why);
    }
}
