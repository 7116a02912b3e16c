package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.FrameRejection.Rule;

/**
 * Datagram frames as bytes, for the path that every datagram takes: one allocation and one copy per hop.
 *
 * <pre>
 * | type 1, 2, 4 or 8 | endpoint id 32 | ECN 1 | segment size 2 (types 5 and 7) | contents |
 * </pre>
 * All methods expect a whole message; those that take a checked message rely on {@link #brokenRule}.
 */
public final class DatagramFrames {

    /**
     * The most that one datagram can have: a frame of 65 536 bytes less type, id and ECN (relay protocol section 7).
     */
    public static final int MAX_DATAGRAM_BYTES = RelayFrameCodec.MAX_FRAME_BYTES - 1 - EndpointId.BYTES - 1;

    private static final int ECN_OFFSET = EndpointId.BYTES;
    private static final int SEGMENT_SIZE_OFFSET = ECN_OFFSET + 1;
    private static final int SEGMENT_SIZE_BYTES = 2;

    private DatagramFrames() {
    }

    /**
     * The type-4 frame that carries one datagram to the relay.
     *
     * @throws IllegalArgumentException unless the datagram has 1 to {@link #MAX_DATAGRAM_BYTES} bytes
     */
    public static byte[] toRelay(EndpointId destination, Ecn ecn, byte[] bytes, int offset, int length) {
        if (length < 1 || length > MAX_DATAGRAM_BYTES) {
            throw new IllegalArgumentException("a relayed datagram has 1 to " + MAX_DATAGRAM_BYTES + " bytes, not "
                    + length);
        }
        byte[] frame = new byte[1 + SEGMENT_SIZE_OFFSET + length];
        frame[0] = FrameType.CLIENT_TO_RELAY_DATAGRAM.code();
        destination.write(frame, 1);
        frame[1 + ECN_OFFSET] = ecn.codepoint();
        System.arraycopy(bytes, offset, frame, 1 + SEGMENT_SIZE_OFFSET, length);
        return frame;
    }

    /** The rule about its length that the message, whose type is one of the four, breaks; null if it breaks none. */
    public static Rule brokenRule(byte[] message, FrameType type) {
        if (message.length < contentsOffset(message, type)) {
            return Rule.TRUNCATED;
        }
        return message.length - FrameType.bodyOffset(message) > RelayFrameCodec.MAX_BODY_BYTES ? Rule.TOO_LARGE : null;
    }

    /** Where the endpoint id of a checked message starts: the destination or the source. */
    public static int idOffset(byte[] message) {
        return FrameType.bodyOffset(message);
    }

    /** The mark of a checked message. */
    public static Ecn ecn(byte[] message) {
        return Ecn.ofByte(message[FrameType.bodyOffset(message) + ECN_OFFSET]);
    }

    /** The size of all datagrams of a checked message but the last; 0 if it holds one datagram. */
    public static int segmentSize(byte[] message, FrameType type) {
        if (!isBatch(type)) {
            return 0;
        }
        int at = FrameType.bodyOffset(message) + SEGMENT_SIZE_OFFSET;
        return (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
    }

    /** Where the contents of a checked message start; they go to its end and may be empty. */
    public static int contentsOffset(byte[] message, FrameType type) {
        int single = FrameType.bodyOffset(message) + SEGMENT_SIZE_OFFSET;
        return isBatch(type) ? single + SEGMENT_SIZE_BYTES : single;
    }

    /**
     * The size of the frame that {@link #toClient} makes of a checked message: what must not exceed
     * {@link RelayFrameCodec#MAX_FRAME_BYTES}.
     */
    public static int forwardedLength(byte[] message, FrameType type) {
        int contents = message.length - contentsOffset(message, type);
        return 1 + SEGMENT_SIZE_OFFSET + (segmentSize(message, type) > 0 ? SEGMENT_SIZE_BYTES : 0) + contents;
    }

    /**
     * What the relay sends on for a checked type-4 or type-5 message: the same contents under the sender's id. A batch
     * stays a batch; one whose segment size is 0 goes on as a single datagram.
     */
    public static byte[] toClient(EndpointId source, byte[] message, FrameType type) {
        byte[] frame = new byte[forwardedLength(message, type)];
        boolean batch = segmentSize(message, type) > 0;
        frame[0] = batch
                ? FrameType.RELAY_TO_CLIENT_DATAGRAM_BATCH.code()
                : FrameType.RELAY_TO_CLIENT_DATAGRAM.code();
        source.write(frame, 1);
        frame[1 + ECN_OFFSET] = ecn(message).codepoint();
        int tail = batch
                ? FrameType.bodyOffset(message) + SEGMENT_SIZE_OFFSET
                : contentsOffset(message, type);
        System.arraycopy(message, tail, frame, 1 + SEGMENT_SIZE_OFFSET, message.length - tail);
        return frame;
    }

    private static boolean isBatch(FrameType type) {
        return type == FrameType.CLIENT_TO_RELAY_DATAGRAM_BATCH || type == FrameType.RELAY_TO_CLIENT_DATAGRAM_BATCH;
    }
}
