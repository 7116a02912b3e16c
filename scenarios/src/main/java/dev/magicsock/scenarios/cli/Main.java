package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Where the process begins and ends: joins the command line to the process's streams, clock and exit code. */
public final class Main {

    private Main() {
    }

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        Console console = new Console(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                new FileOutputStream(FileDescriptor.err), Terminal.of(System.getenv(), System.getProperties()));
        RunCommand run = new RunCommand(new SimulationRunner(), console, System::nanoTime, Thread::sleep);
        System.exit(MagicsockCommand.execute(run, console, arguments));
    }
}
