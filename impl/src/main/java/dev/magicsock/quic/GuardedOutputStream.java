package dev.magicsock.quic;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The sending half of a stream, kept from stalling by {@link StreamGuard}.
 *
 * <p>What is written is sent as soon as possible, so {@link #flush} does nothing; {@link #write} blocks while the
 * buffer is full, {@link #close} does not wait until everything has been sent. One thread at a time may write.
 */
final class GuardedOutputStream extends OutputStream {

    private final OutputStream output;
    private final StreamGuard guard;

    GuardedOutputStream(OutputStream output, StreamGuard guard) {
        this.output = output;
        this.guard = guard;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, data.length);
        if (length > 0) {
            guard.watch(output);
            output.write(data, offset, length);
            guard.watch(output);
        }
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void close() throws IOException {
        guard.watch(output);
        output.close();
    }
}
