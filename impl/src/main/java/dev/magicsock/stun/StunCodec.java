package dev.magicsock.stun;

import dev.magicsock.wire.Demultiplexer;
import dev.magicsock.wire.TransactionId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes STUN Binding messages (RFC 8489 section 5). Thread-safe: there is no state.
 *
 * <pre>
 * | type 2 | length 2 | magic cookie 4 | transaction id 12 | attributes: type 2, length 2, value, padding to 4 bytes |
 * </pre>
 */
public final class StunCodec {

    private static final int HEADER_BYTES = Demultiplexer.STUN_HEADER_BYTES;
    private static final int ATTRIBUTE_HEADER_BYTES = 4;
    private static final int LENGTH_OFFSET = 2;
    private static final int COOKIE_OFFSET = 4;
    private static final int ID_OFFSET = 8;
    private static final int TYPE_ZERO_BITS = 0xC000;

    private StunCodec() {
    }

    /** The bytes of a message; a fresh array. A fingerprint is computed where the message has one. */
    public static byte[] encode(StunMessage message) {
        List<byte[]> values = message.attributes().stream()
                .map(attribute -> AttributeCodec.value(attribute, message.transactionId())).toList();
        int length = values.stream().mapToInt(value -> ATTRIBUTE_HEADER_BYTES + padded(value.length)).sum();
        ByteBuffer target = ByteBuffer.allocate(HEADER_BYTES + length);
        target.putShort((short) message.messageClass().bindingType()).putShort((short) length);
        target.putInt(Demultiplexer.STUN_MAGIC_COOKIE);
        message.transactionId().write(target.array(), ID_OFFSET);
        target.position(HEADER_BYTES);
        for (int i = 0; i < values.size(); i++) {
            writeAttribute(message.attributes().get(i), values.get(i), target);
        }
        return target.array();
    }

    private static void writeAttribute(StunAttribute attribute, byte[] value, ByteBuffer target) {
        int start = target.position();
        target.putShort((short) AttributeCodec.type(attribute)).putShort((short) value.length);
        if (attribute instanceof StunAttribute.Fingerprint) {
            target.putInt(Fingerprints.of(target.array(), start));
        } else {
            target.put(value).position(start + ATTRIBUTE_HEADER_BYTES + padded(value.length));
        }
    }

    /** Reads the message that the remaining bytes are; the buffer stays as it is. */
    public static StunParse parse(ByteBuffer datagram) {
        ByteBuffer message = datagram.slice();
        if (message.remaining() < HEADER_BYTES) {
            return rejected(StunRejection.TOO_SHORT);
        }
        int type = message.getShort(0) & 0xFFFF;
        if (message.getInt(COOKIE_OFFSET) != Demultiplexer.STUN_MAGIC_COOKIE || (type & TYPE_ZERO_BITS) != 0) {
            return rejected(StunRejection.NOT_STUN);
        }
        int length = message.getShort(LENGTH_OFFSET) & 0xFFFF;
        if (length != message.remaining() - HEADER_BYTES || length % 4 != 0) {
            return rejected(StunRejection.WRONG_LENGTH);
        }
        return classOf(type)
                .map(messageClass -> parseAttributes(message, messageClass))
                .orElseGet(() -> rejected(StunRejection.UNKNOWN_METHOD));
    }

    private static Optional<StunClass> classOf(int type) {
        for (StunClass messageClass : StunClass.values()) {
            if (messageClass.bindingType() == type) {
                return Optional.of(messageClass);
            }
        }
        return Optional.empty();
    }

    private static StunParse parseAttributes(ByteBuffer message, StunClass messageClass) {
        TransactionId id = new TransactionId(message.getLong(ID_OFFSET), message.getInt(ID_OFFSET + Long.BYTES));
        List<StunAttribute> attributes = new ArrayList<>();
        int position = HEADER_BYTES;
        while (position < message.limit()) {
            // The length of the message is a multiple of 4, so a whole attribute header is left.
            int type = message.getShort(position) & 0xFFFF;
            int length = message.getShort(position + LENGTH_OFFSET) & 0xFFFF;
            int value = position + ATTRIBUTE_HEADER_BYTES;
            if (padded(length) > message.limit() - value) {
                return rejected(StunRejection.TRUNCATED_ATTRIBUTE);
            }
            if (attributes.size() == StunMessage.MAX_ATTRIBUTES) {
                return rejected(StunRejection.TOO_MANY_ATTRIBUTES);
            }
            if (type == AttributeType.FINGERPRINT) {
                return parseFingerprint(message, position, length, new StunMessage(messageClass, id, attributes));
            }
            Optional<StunAttribute> attribute = AttributeCodec.parse(type, message.slice(value, length), id);
            if (attribute.isEmpty()) {
                return rejected(StunRejection.MALFORMED_ATTRIBUTE);
            }
            attributes.add(attribute.get());
            position = value + padded(length);
        }
        return new StunParse.Parsed(new StunMessage(messageClass, id, attributes));
    }

    private static StunParse parseFingerprint(ByteBuffer message, int position, int length, StunMessage covered) {
        int value = position + ATTRIBUTE_HEADER_BYTES;
        if (length != Fingerprints.BYTES || value + length != message.limit()) {
            return rejected(StunRejection.MALFORMED_ATTRIBUTE);
        }
        byte[] bytes = new byte[position];
        message.get(0, bytes);
        if (message.getInt(value) != Fingerprints.of(bytes, position)) {
            return rejected(StunRejection.WRONG_FINGERPRINT);
        }
        List<StunAttribute> attributes = new ArrayList<>(covered.attributes());
        attributes.add(new StunAttribute.Fingerprint());
        return new StunParse.Parsed(new StunMessage(covered.messageClass(), covered.transactionId(), attributes));
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private static StunParse rejected(StunRejection reason) {
        return new StunParse.Rejected(reason);
    }
}
