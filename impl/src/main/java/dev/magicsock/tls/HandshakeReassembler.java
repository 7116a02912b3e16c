package dev.magicsock.tls;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Puts the handshake messages of one level together from pieces that arrive in any order, cut anywhere and more than
 * once, as CRYPTO frames do (RFC 9000 section 7.5). Not thread-safe.
 *
 * <p>At most {@link #WINDOW_BYTES} are held beyond what has been put together, and at most as many of an unfinished
 * message. Where copies of a byte differ, the first one counts.
 */
public final class HandshakeReassembler {

    /** Four times what RFC 9000 section 7.5 demands, and far more than any message of these handshakes. */
    public static final int WINDOW_BYTES = 16_384;

    private static final int HEADER_BYTES = 4;

    private final byte[] window = new byte[WINDOW_BYTES];
    private final BitSet present = new BitSet(WINDOW_BYTES);
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private long windowStart;

    /** Whether a piece can be taken without exceeding the window; if not, the peer sends too far ahead. */
    public boolean fits(long offset, int length) {
        return offset >= 0 && length >= 0 && offset <= Long.MAX_VALUE - length
                && offset + length - windowStart <= WINDOW_BYTES;
    }

    /**
     * Takes a piece and returns the messages that it completes, each with its header, in order.
     *
     * @param offset position of the piece in the level's stream, in bytes
     * @throws HandshakeException       if a message announces a length beyond the bound
     * @throws IllegalArgumentException unless the piece {@linkplain #fits fits}
     */
    public List<byte[]> add(long offset, byte[] piece) throws HandshakeException {
        if (!fits(offset, piece.length)) {
            throw new IllegalArgumentException(piece.length + " bytes at " + offset + " exceed the window");
        }
        store(offset, piece);
        takeContiguous();
        return takeMessages();
    }

    private void store(long offset, byte[] piece) {
        int skipped = (int) Math.max(0, Math.min(piece.length, windowStart - offset));
        for (int i = skipped; i < piece.length; i++) {
            int position = (int) (offset + i - windowStart);
            if (!present.get(position)) {
                window[position] = piece[i];
                present.set(position);
            }
        }
    }

    private void takeContiguous() {
        int length = present.nextClearBit(0);
        if (length == 0) {
            return;
        }
        unfinished.write(window, 0, length);
        System.arraycopy(window, length, window, 0, WINDOW_BYTES - length);
        BitSet rest = present.get(length, WINDOW_BYTES);
        present.clear();
        present.or(rest);
        windowStart += length;
    }

    private List<byte[]> takeMessages() throws HandshakeException {
        byte[] bytes = unfinished.toByteArray();
        List<byte[]> messages = new ArrayList<>();
        int start = 0;
        while (bytes.length - start >= HEADER_BYTES) {
            int length = HEADER_BYTES + announcedLength(bytes, start);
            if (bytes.length - start < length) {
                break;
            }
            messages.add(Arrays.copyOfRange(bytes, start, start + length));
            start += length;
        }
        unfinished.reset();
        unfinished.write(bytes, start, bytes.length - start);
        return messages;
    }

    private static int announcedLength(byte[] bytes, int start) throws HandshakeException {
        int length = (bytes[start + 1] & 0xff) << 16 | (bytes[start + 2] & 0xff) << 8 | bytes[start + 3] & 0xff;
        if (length > WINDOW_BYTES - HEADER_BYTES) {
            throw new HandshakeException(HandshakeProblem.MALFORMED, "a message of " + length + " bytes");
        }
        return length;
    }
}
