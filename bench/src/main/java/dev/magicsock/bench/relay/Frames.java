package dev.magicsock.bench.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.DatagramFrames;
import dev.magicsock.relay.Ecn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Makes the masked WebSocket frames of a client cheaply: one datagram frame is masked once, and each copy of it gets
 * only its two stamps. A driver that is busy with masking would measure itself.
 *
 * <pre>
 * | FIN binary | masked length 1, 3 or 9 | mask 4 | type 1 | id 32 | ECN 1 | sequence 8 | sent at 8 | filling |
 * </pre>
 */
final class Frames {

    /** Behind type, destination and ECN. */
    static final int STAMP_OFFSET = 34;

    /** Sequence number and time. */
    static final int STAMP_BYTES = 2 * Long.BYTES;

    private static final int FIN_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int MASK = 0x5A17_C33C;
    /** The stamps begin two bytes into the mask. */
    private static final long STAMP_MASK = 0xC33C_5A17_C33C_5A17L;

    private final byte[] masked;
    private final int stampAt;

    /** @param datagramBytes at least {@link #STAMP_BYTES}, at most 60 000 */
    Frames(EndpointId destination, int datagramBytes) {
        byte[] message = DatagramFrames.toRelay(destination, Ecn.NOT_ECT, new byte[datagramBytes], 0, datagramBytes);
        masked = masked(message);
        stampAt = masked.length - message.length + STAMP_OFFSET;
    }

    /** One datagram with these stamps. */
    ByteBuf datagram(ByteBufAllocator allocator, long sequence, long sentNanos) {
        return allocator.directBuffer(masked.length).writeBytes(masked)
                .setLong(stampAt, sequence ^ STAMP_MASK).setLong(stampAt + Long.BYTES, sentNanos ^ STAMP_MASK);
    }

    /** Any message of at most 65 535 bytes as one masked frame. */
    static byte[] masked(byte[] message) {
        boolean shortLength = message.length < LENGTH_IN_2_BYTES;
        int head = shortLength ? 2 : 4;
        byte[] frame = new byte[head + Integer.BYTES + message.length];
        frame[0] = (byte) FIN_BINARY;
        frame[1] = (byte) (MASKED | (shortLength ? message.length : LENGTH_IN_2_BYTES));
        if (!shortLength) {
            frame[2] = (byte) (message.length >> Byte.SIZE);
            frame[3] = (byte) message.length;
        }
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[head + i] = maskByte(i);
        }
        for (int i = 0; i < message.length; i++) {
            frame[head + Integer.BYTES + i] = (byte) (message[i] ^ maskByte(i));
        }
        return frame;
    }

    private static byte maskByte(int index) {
        return (byte) (MASK >> Integer.SIZE - Byte.SIZE * (1 + index % Integer.BYTES));
    }
}
