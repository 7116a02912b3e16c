package dev.magicsock.relaystub.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the WebSocket frames of one client (RFC 6455 section 5.2, relay protocol section 4): masked, without
 * extensions, at most 1 MiB each, lengths in their shortest form.
 *
 * <pre>
 * | FIN 1 RSV 3 opcode 4 | MASK 1 length 7 | length 16 or 64, if that is 126 or 127 | mask 4 | payload |
 * </pre>
 * Every byte is looked at once, however the frames are cut into pieces; a payload's memory grows with what came of it,
 * not with what its head promises: it is 4 KiB at first, or the whole payload if that is smaller, and afterwards at
 * most twice what came. After a rule is broken nothing more is read. Not thread-safe.
 */
final class FrameReader {

    /** Relay protocol section 16. */
    static final int MAX_PAYLOAD_BYTES = 1 << 20;

    static final int OPCODE_CONTINUATION = 0;
    static final int OPCODE_TEXT = 1;
    static final int OPCODE_BINARY = 2;
    static final int OPCODE_CLOSE = 8;
    static final int OPCODE_PING = 9;
    static final int OPCODE_PONG = 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int MASKED = 0x80;
    private static final int LENGTH_CODE = 0x7F;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MAX_CONTROL_PAYLOAD = 125;
    private static final int MAX_HEAD_BYTES = 14;
    private static final int FIRST_CAPACITY = 4096;

    private final Frames frames;
    /** The head of a frame that has not come completely. */
    private final byte[] head = new byte[MAX_HEAD_BYTES];
    private int headBytes;
    /** The payload so far of a frame that goes on, still masked; null between frames. */
    private byte[] payload;
    private int payloadBytes;
    private int payloadLength;
    private String broken;
    private boolean inMessage;

    /** Gets every frame that keeps the rules. */
    interface Frames {
        /** @param payload belongs to the receiver */
        void frame(int opcode, boolean isFinal, byte[] payload);
    }

    FrameReader(Frames frames) {
        this.frames = frames;
    }

    /** The rule that was broken, in words, or null. */
    String brokenRule() {
        return broken;
    }

    /** How much memory is taken by a frame that goes on. */
    int heldBytes() {
        return payload == null ? headBytes : payload.length;
    }

    /** Reads these bytes. */
    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && broken == null) {
            at = payload == null ? readHead(bytes, at, to) : readPayload(bytes, at, to);
        }
    }

    private int readHead(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && headBytes < headLength()) {
            head[headBytes++] = bytes[at++];
            if (headBytes == 2) {
                broken = brokenByType(head[0] & 0x0F, (head[0] & FIN) != 0);
                if (broken != null) {
                    return at;
                }
            }
        }
        if (headBytes < headLength()) {
            return at;
        }
        long length = length();
        broken = brokenByLength(length);
        if (broken != null) {
            return at;
        }
        payloadLength = (int) length;
        payloadBytes = 0;
        payload = new byte[Math.min(payloadLength, Math.max(to - at, FIRST_CAPACITY))];
        return readPayload(bytes, at, to);
    }

    /** As far as it can be known from what came of it. */
    private int headLength() {
        int lengthCode = headBytes < 2 ? 0 : head[1] & LENGTH_CODE;
        int lengthBytes = switch (lengthCode) {
            case LENGTH_IN_2_BYTES -> Short.BYTES;
            case LENGTH_IN_8_BYTES -> Long.BYTES;
            default -> 0;
        };
        return 2 + lengthBytes + Integer.BYTES;
    }

    private String brokenByType(int opcode, boolean isFinal) {
        if ((head[0] & RSV) != 0) {
            return "an extension was not negotiated";
        }
        if ((head[1] & MASKED) == 0) {
            return "a frame of a client is not masked";
        }
        if (opcode > OPCODE_BINARY && opcode < OPCODE_CLOSE || opcode > OPCODE_PONG) {
            return "unknown opcode " + opcode;
        }
        if (opcode >= OPCODE_CLOSE) {
            boolean wellFormed = isFinal && (head[1] & LENGTH_CODE) <= MAX_CONTROL_PAYLOAD;
            return wellFormed ? null : "a control frame is fragmented or too long";
        }
        if (inMessage != (opcode == OPCODE_CONTINUATION)) {
            return inMessage ? "a message begins within another" : "a continuation of nothing";
        }
        inMessage = !isFinal;
        return null;
    }

    private long length() {
        int lengthCode = head[1] & LENGTH_CODE;
        return switch (lengthCode) {
            case LENGTH_IN_2_BYTES -> (short) SHORTS.get(head, 2) & 0xFFFF;
            case LENGTH_IN_8_BYTES -> (long) LONGS.get(head, 2);
            default -> lengthCode;
        };
    }

    private String brokenByLength(long length) {
        if (length < 0 || length > MAX_PAYLOAD_BYTES) {
            return "a frame of more than " + MAX_PAYLOAD_BYTES + " bytes";
        }
        long longestOfShorterForm = switch (head[1] & LENGTH_CODE) {
            case LENGTH_IN_2_BYTES -> LENGTH_IN_2_BYTES - 1;
            case LENGTH_IN_8_BYTES -> 0xFFFF;
            default -> -1;
        };
        return length <= longestOfShorterForm ? "a length is not in its shortest form" : null;
    }

    private int readPayload(byte[] bytes, int from, int to) {
        int taken = Math.min(to - from, payloadLength - payloadBytes);
        if (payloadBytes + taken > payload.length) {
            int capacity = Math.max(2 * payload.length, payloadBytes + taken);
            payload = Arrays.copyOf(payload, Math.min(payloadLength, capacity));
        }
        System.arraycopy(bytes, from, payload, payloadBytes, taken);
        payloadBytes += taken;
        if (payloadBytes == payloadLength) {
            finish();
        }
        return from + taken;
    }

    private void finish() {
        byte[] whole = payload.length == payloadLength ? payload : Arrays.copyOf(payload, payloadLength);
        unmask(whole, (int) INTS.get(head, headBytes - Integer.BYTES));
        payload = null;
        headBytes = 0;
        frames.frame(head[0] & 0x0F, (head[0] & FIN) != 0, whole);
    }

    /** Eight bytes at a time: this loop runs over every byte that a relay passes on. */
    private static void unmask(byte[] bytes, int mask) {
        long doubled = (long) mask << Integer.SIZE | mask & 0xFFFF_FFFFL;
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ doubled);
        }
        for (; at < bytes.length; at++) {
            bytes[at] ^= (byte) (doubled >>> Long.SIZE - Byte.SIZE * (1 + at % Long.BYTES));
        }
    }
}
