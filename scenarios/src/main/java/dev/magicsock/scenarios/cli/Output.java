package dev.magicsock.scenarios.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A stream that remembers its first failure instead of throwing it, so that a reader who went away ({@code | head})
 * does not disturb a command, and a full disk is still noticed at the end.
 */
final class Output extends FilterOutputStream {

    private IOException failure;

    Output(OutputStream target) {
        super(target);
    }

    @Override
    public void write(int value) {
        attempt(() -> out.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        attempt(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    private void attempt(Action action) {
        if (failure != null) {
            return;
        }
        try {
            action.run();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Why something could not be written, unless it was only that nobody reads any more. */
    Optional<IOException> realFailure() {
        return Optional.ofNullable(failure).filter(e -> !"Broken pipe".equals(e.getMessage()));
    }

    private interface Action {
        void run() throws IOException;
    }
}
