package dev.magicsock.scenarios.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A buffered file that begins and ends at the bounds of what was written at once, also when the process is interrupted:
 * it then ends with the last write that came before.
 */
final class WholeWrites extends OutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream file;
    private final Thread atInterrupt = new Thread(this::endQuietly, "end-file");
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private boolean closed;

    private WholeWrites(OutputStream file) {
        this.file = file;
    }

    static WholeWrites to(Path path) throws IOException {
        WholeWrites writes = new WholeWrites(Files.newOutputStream(path));
        Runtime.getRuntime().addShutdownHook(writes.atInterrupt);
        return writes;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value});
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            return; // The process ends already.
        }
        if (length > buffer.length - used) {
            flush();
        }
        if (length > buffer.length) {
            file.write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, used, length);
            used += length;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        int whole = used;
        used = 0;
        file.write(buffer, 0, whole);
    }

    @Override
    public void close() throws IOException {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atInterrupt);
        } catch (IllegalStateException e) {
            // The process ends already, and with it the hook.
        }
    }

    private synchronized void end() throws IOException {
        if (!closed) {
            closed = true;
            try (file) {
                flush();
            }
        }
    }

    private void endQuietly() {
        try {
            end();
        } catch (IOException e) {
            // Nobody is left to be told; what was written before is whole.
        }
    }
}
