package dev.magicsock.scenarios.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where a command writes: results to the one stream, everything about them to the other. UTF-8 and line feeds. */
final class Console {

    private final Output output;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;

    Console(OutputStream out, OutputStream err, Terminal terminal) {
        this.output = new Output(out);
        this.out = new PrintStream(output, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(new Output(err), true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    Terminal terminal() {
        return terminal;
    }

    /** Writes what is buffered; the exit code of a command whose result could not be written is not its own. */
    int finish(int exitCode) {
        out.flush();
        return output.realFailure().map(failure -> {
            err.println("magicsock: the output cannot be written: " + failure.getMessage());
            return ExitCode.INTERNAL;
        }).orElse(exitCode);
    }
}
