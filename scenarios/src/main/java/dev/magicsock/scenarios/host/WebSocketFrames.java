package dev.magicsock.scenarios.host;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The part of RFC 6455 that relay connections use: complete binary messages in single frames, in both directions.
 *
 * <p>It exists so that a simulated relay connection charges the links for the same bytes as a real one. Real relay
 * connections use a WebSocket library instead. One instance decodes one direction of one connection, which is broken
 * for good by the first frame that is anything else: of another kind, in parts, masked the wrong way (section 5.1), too
 * large, or with a length that is not in its shortest form (section 5.2).
 */
final class WebSocketFrames {

    /** The largest frame payload that iroh's relay and its clients accept. */
    static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final int FIN_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MASK_BYTES = 4;

    private final int expectedMaskBit;
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    /** At most one frame of the largest size and what came with its last bytes. */
    private byte[] pending = new byte[2048];
    private int pendingLength;
    private boolean broken;

    private WebSocketFrames(int expectedMaskBit) {
        this.expectedMaskBit = expectedMaskBit;
    }

    /** Decodes what a client sends, which is masked. */
    static WebSocketFrames fromClient() {
        return new WebSocketFrames(MASKED);
    }

    /** Decodes what a server sends, which is not masked. */
    static WebSocketFrames fromServer() {
        return new WebSocketFrames(0);
    }

    /** The bytes of one frame from client to server, masked with fresh random bits (RFC 6455 section 5.3). */
    static ByteBuffer maskedFrame(ByteBuffer message, RandomGenerator random) {
        int mask = random.nextInt();
        ByteBuffer frame = header(message.remaining(), MASKED, MASK_BYTES).putInt(mask);
        int start = frame.position();
        frame.put(message);
        mask(frame, start, frame.position() - start, mask);
        return frame.flip();
    }

    /** The bytes of one frame from server to client. */
    static ByteBuffer plainFrame(ByteBuffer message) {
        return header(message.remaining(), 0, 0).put(message).flip();
    }

    private static ByteBuffer header(int length, int maskBit, int maskBytes) {
        int lengthBytes = lengthBytes(length);
        ByteBuffer frame = ByteBuffer.allocate(2 + lengthBytes + maskBytes + length);
        frame.put((byte) FIN_BINARY);
        switch (lengthBytes) {
            case 0 -> frame.put((byte) (maskBit | length));
            case Short.BYTES -> frame.put((byte) (maskBit | LENGTH_IN_2_BYTES)).putShort((short) length);
            default -> frame.put((byte) (maskBit | LENGTH_IN_8_BYTES)).putLong(length);
        }
        return frame;
    }

    /** Takes bytes of the stream; complete messages are then ready for {@link #nextMessage}. */
    void feed(ByteBuffer bytes) {
        if (broken) {
            bytes.position(bytes.limit());
            return;
        }
        append(bytes);
        int consumed = 0;
        for (int used = decodeAt(0); used > 0; used = decodeAt(consumed)) {
            consumed += used;
        }
        if (broken) {
            pending = new byte[0];
            pendingLength = 0;
        } else if (consumed > 0) {
            System.arraycopy(pending, consumed, pending, 0, pendingLength - consumed);
            pendingLength -= consumed;
        }
    }

    private void append(ByteBuffer bytes) {
        int added = bytes.remaining();
        if (pendingLength + added > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, pendingLength + added));
        }
        bytes.get(pending, pendingLength, added);
        pendingLength += added;
    }

    /** The next message that was complete before the connection broke, if it did. */
    Optional<ByteBuffer> nextMessage() {
        return Optional.ofNullable(messages.poll()).map(ByteBuffer::wrap);
    }

    /** True once something arrived that is no such frame; the bytes behind it are ignored. */
    boolean isBroken() {
        return broken;
    }

    /** Decodes one frame and returns how many bytes it took; 0 if it is not complete, or breaks the connection. */
    private int decodeAt(int start) {
        ByteBuffer buffer = ByteBuffer.wrap(pending, start, pendingLength - start);
        if (buffer.remaining() < 2) {
            return 0;
        }
        int first = buffer.get() & 0xFF;
        int second = buffer.get() & 0xFF;
        if (first != FIN_BINARY || (second & MASKED) != expectedMaskBit) {
            broken = true;
            return 0;
        }
        int shortLength = second & ~MASKED;
        int lengthBytes = switch (shortLength) {
            case LENGTH_IN_2_BYTES -> Short.BYTES;
            case LENGTH_IN_8_BYTES -> Long.BYTES;
            default -> 0;
        };
        if (buffer.remaining() < lengthBytes) {
            return 0;
        }
        long length = switch (lengthBytes) {
            case 0 -> shortLength;
            case Short.BYTES -> buffer.getShort() & 0xFFFF;
            default -> buffer.getLong();
        };
        if (length < 0 || length > MAX_PAYLOAD_BYTES || lengthBytes(length) != lengthBytes) {
            broken = true;
            return 0;
        }
        return decodePayload(buffer, (int) length) ? buffer.position() - start : 0;
    }

    private boolean decodePayload(ByteBuffer buffer, int length) {
        int maskBytes = expectedMaskBit == 0 ? 0 : MASK_BYTES;
        if (buffer.remaining() < maskBytes + length) {
            return false;
        }
        int mask = maskBytes == 0 ? 0 : buffer.getInt();
        byte[] message = new byte[length];
        buffer.get(message);
        mask(ByteBuffer.wrap(message), 0, length, mask);
        messages.add(message);
        return true;
    }

    private static int lengthBytes(long length) {
        if (length < LENGTH_IN_2_BYTES) {
            return 0;
        }
        return length <= 0xFFFF ? Short.BYTES : Long.BYTES;
    }

    /** RFC 6455 section 5.3: masks what is not masked, and the other way round; eight bytes at a time. */
    private static void mask(ByteBuffer bytes, int start, int length, int mask) {
        long twice = (long) mask << Integer.SIZE | Integer.toUnsignedLong(mask);
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            bytes.putLong(start + i, bytes.getLong(start + i) ^ twice);
        }
        for (; i < length; i++) {
            bytes.put(start + i, (byte) (bytes.get(start + i) ^ maskByte(mask, i)));
        }
    }

    private static byte maskByte(int mask, int index) {
        return (byte) (mask >>> (24 - 8 * (index & 3)));
    }
}
