package dev.magicsock.socket;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.IntConsumer;

/**
 * A connected socket as the WebSocket library is given it: it tells when a message has left, which the library does
 * not, and bounds what is read before the upgrade, which the library does not either.
 *
 * <p>The library writes each frame with one call, a message being one frame (relay protocol section 4).
 */
final class RelaySocket extends Socket {

    private static final int FIN_BINARY = 0x82;
    private static final int LENGTH_MASK = 0x7F;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;

    /** Several times what a response head may be, with the first messages right behind it. */
    private static final int MAX_BYTES_BEFORE_UPGRADE = 64 << 10;

    private final Socket connected;
    private final IntConsumer written;
    private volatile boolean upgraded;

    /** @param written told the length of each binary message that was written */
    RelaySocket(Socket connected, IntConsumer written) {
        this.connected = connected;
        this.written = written;
    }

    /** The upgrade is done: from now on messages have a bound of their own. */
    void upgraded() {
        upgraded = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new BoundedInput(connected.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new CountedOutput(connected.getOutputStream());
    }

    @Override
    public boolean isConnected() {
        return connected.isConnected();
    }

    @Override
    public boolean isClosed() {
        return connected.isClosed();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        connected.setTcpNoDelay(on);
    }

    @Override
    public void setReuseAddress(boolean on) {
        // Means nothing for a socket that is connected already.
    }

    @Override
    public void close() throws IOException {
        connected.close();
    }

    private final class BoundedInput extends FilterInputStream {

        private int before;

        BoundedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (!upgraded && count > 0) {
                before += count;
                if (before > MAX_BYTES_BEFORE_UPGRADE) {
                    throw new IOException("the answer to the upgrade is too long");
                }
            }
            return count;
        }
    }

    private final class CountedOutput extends FilterOutputStream {

        CountedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            int message = messageLength(bytes, offset, length);
            if (message > 0) {
                written.accept(message);
            }
        }

        /** Of a frame (RFC 6455 section 5.2); 0 if it is no binary one. */
        private static int messageLength(byte[] bytes, int offset, int length) {
            if (length < 2 || (bytes[offset] & 0xFF) != FIN_BINARY) {
                return 0;
            }
            int first = bytes[offset + 1] & LENGTH_MASK;
            return switch (first) {
                case LENGTH_IN_2_BYTES -> bigEndian(bytes, offset + 2, Short.BYTES);
                case LENGTH_IN_8_BYTES -> bigEndian(bytes, offset + 2, Long.BYTES);
                default -> first;
            };
        }

        private static int bigEndian(byte[] bytes, int offset, int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 8 | bytes[offset + i] & 0xFF;
            }
            return value;
        }
    }
}
