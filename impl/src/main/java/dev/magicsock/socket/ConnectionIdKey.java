package dev.magicsock.socket;

import java.nio.ByteBuffer;

/**
 * A connection id as one number: a hash of its bytes and its length.
 *
 * <p>Equal ids have equal keys. Only ids that this side chose at random are looked up, so two that share a key by
 * accident are as unlikely as two equal ids of eight bytes; a datagram would then reach a facade that cannot decrypt
 * it.
 */
final class ConnectionIdKey {

    /** The key of an id that is empty or not there. */
    static final long NONE = 0;

    /** The longest id of QUIC version 1 (RFC 9000 section 17.2). */
    static final int MAX_BYTES = 20;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private ConnectionIdKey() {
    }

    /** The key of the id at this place; {@link #NONE} if it is empty, too long or beyond the limit. */
    static long read(ByteBuffer datagram, int offset, int length) {
        if (length == 0 || length > MAX_BYTES || offset + length > datagram.limit()) {
            return NONE;
        }
        long key = length;
        for (int i = 0; i < length; i++) {
            key = (key ^ (datagram.get(offset + i) & 0xFF)) * MULTIPLIER;
            key ^= key >>> 29;
        }
        return key == NONE ? 1 : key;
    }
}
