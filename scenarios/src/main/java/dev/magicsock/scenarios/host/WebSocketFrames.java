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
 * connections use a WebSocket library instead. One instance decodes one direction of one connection.
 */
final class WebSocketFrames {

    /** The largest frame payload that iroh's relay and its clients accept. */
    static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final int FIN_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MASK_BYTES = 4;

    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    private byte[] pending = new byte[2048];
    private int pendingLength;
    private boolean broken;

    /** The bytes of one frame from client to server, masked with fresh random bits (RFC 6455 section 5.3). */
    static ByteBuffer maskedFrame(ByteBuffer message, RandomGenerator random) {
        int mask = random.nextInt();
        ByteBuffer frame = header(message.remaining(), MASKED, MASK_BYTES).putInt(mask);
        for (int i = 0; message.hasRemaining(); i++) {
            frame.put((byte) (message.get() ^ maskByte(mask, i)));
        }
        return frame.flip();
    }

    /** The bytes of one frame from server to client. */
    static ByteBuffer plainFrame(ByteBuffer message) {
        return header(message.remaining(), 0, 0).put(message).flip();
    }

    private static ByteBuffer header(int length, int maskBit, int maskBytes) {
        int lengthBytes = length < LENGTH_IN_2_BYTES ? 0 : length <= 0xFFFF ? Short.BYTES : Long.BYTES;
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
        int added = bytes.remaining();
        if (pendingLength + added > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, pendingLength + added));
        }
        bytes.get(pending, pendingLength, added);
        pendingLength += added;
        int consumed = 0;
        for (int used = decodeAt(0); used > 0; used = decodeAt(consumed)) {
            consumed += used;
        }
        System.arraycopy(pending, consumed, pending, 0, pendingLength - consumed);
        pendingLength -= consumed;
    }

    Optional<ByteBuffer> nextMessage() {
        return Optional.ofNullable(messages.poll()).map(ByteBuffer::wrap);
    }

    /** True once something arrived that is no single-frame binary message within the size limit. */
    boolean isBroken() {
        return broken;
    }

    /** Decodes one frame and returns how many bytes it took; 0 if it is not complete. */
    private int decodeAt(int start) {
        ByteBuffer buffer = ByteBuffer.wrap(pending, start, pendingLength - start);
        if (broken || buffer.remaining() < 2) {
            return 0;
        }
        int first = buffer.get() & 0xFF;
        int second = buffer.get() & 0xFF;
        int shortLength = second & ~MASKED;
        int lengthBytes = shortLength < LENGTH_IN_2_BYTES ? 0 : shortLength == LENGTH_IN_2_BYTES ? Short.BYTES : Long.BYTES;
        int maskBytes = (second & MASKED) == 0 ? 0 : MASK_BYTES;
        if (buffer.remaining() < lengthBytes + maskBytes) {
            return 0;
        }
        long length = switch (lengthBytes) {
            case 0 -> shortLength;
            case Short.BYTES -> buffer.getShort() & 0xFFFF;
            default -> buffer.getLong();
        };
        if (first != FIN_BINARY || length < 0 || length > MAX_PAYLOAD_BYTES) {
            broken = true;
            return 0;
        }
        int mask = maskBytes == 0 ? 0 : buffer.getInt();
        if (buffer.remaining() < length) {
            return 0;
        }
        byte[] message = new byte[(int) length];
        buffer.get(message);
        for (int i = 0; maskBytes != 0 && i < message.length; i++) {
            message[i] ^= maskByte(mask, i);
        }
        messages.add(message);
        return buffer.position() - start;
    }

    private static byte maskByte(int mask, int index) {
        return (byte) (mask >>> (24 - 8 * (index & 3)));
    }
}
