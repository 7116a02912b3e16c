package dev.magicsock.netsim.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What was written and is not acknowledged yet.
 *
 * <p>Bytes are copied once, into chunks that only ever grow at their end, so a segment and all its retransmissions are
 * views of a chunk; only a segment that spans two chunks copies.
 */
final class SendBuffer {

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final int capacityBytes;
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    /** Sequence number of the first byte of the first chunk, whether acknowledged or not. */
    private long chunksStart;
    private long start;
    private long end;

    /** @param start sequence number of the first byte that will be written */
    SendBuffer(int capacityBytes, long start) {
        this.capacityBytes = capacityBytes;
        this.chunksStart = start;
        this.start = start;
        this.end = start;
    }

    /** Sequence number after the last byte. */
    long end() {
        return end;
    }

    int size() {
        return (int) (end - start);
    }

    int free() {
        return capacityBytes - size();
    }

    /** Takes as many of the remaining bytes as fit, and says how many. */
    int write(ByteBuffer bytes) {
        int taken = Math.min(bytes.remaining(), free());
        int left = taken;
        while (left > 0) {
            int offset = (int) (end - chunksStart) % CHUNK_BYTES;
            if (end == chunksStart + (long) chunks.size() * CHUNK_BYTES) {
                chunks.addLast(new byte[CHUNK_BYTES]);
            }
            int part = Math.min(left, CHUNK_BYTES - offset);
            bytes.get(chunks.peekLast(), offset, part);
            end += part;
            left -= part;
        }
        return taken;
    }

    /** Forgets the bytes before {@code sequence}. */
    void release(long sequence) {
        start = Math.max(start, Math.min(sequence, end));
        while (start - chunksStart >= CHUNK_BYTES) {
            chunks.removeFirst();
            chunksStart += CHUNK_BYTES;
        }
    }

    /** The {@code length} bytes from {@code sequence} on, which must be held. */
    ByteBuffer slice(long sequence, int length) {
        if (length == 0) {
            return EMPTY;
        }
        if (sequence < start || sequence + length > end) {
            throw new IllegalStateException(
                    length + " bytes from " + sequence + " are not within " + start + ".." + end);
        }
        int skip = (int) (sequence - chunksStart);
        int offset = skip % CHUNK_BYTES;
        byte[] spanning = offset + length <= CHUNK_BYTES ? null : new byte[length];
        int filled = 0;
        int index = 0;
        for (byte[] chunk : chunks) {
            if (index++ < skip / CHUNK_BYTES) {
                continue;
            }
            if (spanning == null) {
                return ByteBuffer.wrap(chunk, offset, length);
            }
            int from = filled == 0 ? offset : 0;
            int part = Math.min(length - filled, CHUNK_BYTES - from);
            System.arraycopy(chunk, from, spanning, filled, part);
            filled += part;
            if (filled == length) {
                return ByteBuffer.wrap(spanning);
            }
        }
        throw new IllegalStateException("chunks end before " + (sequence + length));
    }
}
