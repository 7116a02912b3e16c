package dev.magicsock.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Something that can run iroh's relay server: a child process, or a container. */
public interface RelayHost {

    /**
     * Starts the server; it need not be ready yet.
     *
     * @param folder    seen by the server under the same name
     * @param arguments its command line
     */
    Running start(Path folder, List<String> arguments) throws IOException;

    /** A server that was started. */
    interface Running {

        /** Whether it has not ended. */
        boolean isAlive();

        /** What it has written so far, for whoever wants to know why it does not work. */
        String log() throws IOException;

        /** Ends it at once, as SIGKILL does, and returns when it has ended. */
        void kill() throws IOException;
    }
}
