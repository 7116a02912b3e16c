package dev.magicsock.stun;

import dev.magicsock.wire.TransactionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of attributes (RFC 8489 section 14, RFC 5780 section 7). */
final class AttributeCodec {

    private static final byte[] EMPTY = {};
    private static final int CHANGE_ADDRESS = 0x4;
    private static final int CHANGE_PORT = 0x2;
    private static final int ERROR_HEADER_BYTES = 4;

    private AttributeCodec() {
    }

    static int type(StunAttribute attribute) {
        return switch (attribute) {
            case StunAttribute.MappedAddress ignored -> AttributeType.MAPPED_ADDRESS;
            case StunAttribute.XorMappedAddress ignored -> AttributeType.XOR_MAPPED_ADDRESS;
            case StunAttribute.ErrorCode ignored -> AttributeType.ERROR_CODE;
            case StunAttribute.UnknownAttributes ignored -> AttributeType.UNKNOWN_ATTRIBUTES;
            case StunAttribute.Software ignored -> AttributeType.SOFTWARE;
            case StunAttribute.Fingerprint ignored -> AttributeType.FINGERPRINT;
            case StunAttribute.ChangeRequest ignored -> AttributeType.CHANGE_REQUEST;
            case StunAttribute.ResponseOrigin ignored -> AttributeType.RESPONSE_ORIGIN;
            case StunAttribute.OtherAddress ignored -> AttributeType.OTHER_ADDRESS;
            case StunAttribute.Unknown unknown -> unknown.type();
        };
    }

    /** The value; for a fingerprint, which depends on the message before it, only as many zeros. */
    static byte[] value(StunAttribute attribute, TransactionId id) {
        return switch (attribute) {
            case StunAttribute.MappedAddress mapped -> AddressValue.encode(mapped.address(), AddressValue.PLAIN);
            case StunAttribute.XorMappedAddress mapped ->
                    AddressValue.encode(mapped.address(), AddressValue.xorMask(id));
            case StunAttribute.ErrorCode error -> errorValue(error);
            case StunAttribute.UnknownAttributes unknown -> typesValue(unknown.types());
            case StunAttribute.Software software -> software.description().getBytes(StandardCharsets.UTF_8);
            case StunAttribute.Fingerprint ignored -> new byte[Fingerprints.BYTES];
            case StunAttribute.ChangeRequest change -> changeValue(change);
            case StunAttribute.ResponseOrigin origin -> AddressValue.encode(origin.address(), AddressValue.PLAIN);
            case StunAttribute.OtherAddress other -> AddressValue.encode(other.address(), AddressValue.PLAIN);
            case StunAttribute.Unknown ignored -> EMPTY;
        };
    }

    private static byte[] errorValue(StunAttribute.ErrorCode error) {
        byte[] reason = error.reason().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(ERROR_HEADER_BYTES + reason.length)
                .putShort((short) 0)
                .put((byte) (error.code() / 100))
                .put((byte) (error.code() % 100))
                .put(reason)
                .array();
    }

    private static byte[] typesValue(List<Integer> types) {
        ByteBuffer value = ByteBuffer.allocate(Short.BYTES * types.size());
        types.forEach(type -> value.putShort(type.shortValue()));
        return value.array();
    }

    private static byte[] changeValue(StunAttribute.ChangeRequest change) {
        int flags = (change.changeAddress() ? CHANGE_ADDRESS : 0) | (change.changePort() ? CHANGE_PORT : 0);
        return ByteBuffer.allocate(Integer.BYTES).putInt(flags).array();
    }

    /** The attribute with this value; empty if a known attribute has a value that it cannot have. */
    static Optional<StunAttribute> parse(int type, ByteBuffer value, TransactionId id) {
        return switch (type) {
            case AttributeType.MAPPED_ADDRESS ->
                    AddressValue.decode(value, AddressValue.PLAIN).map(StunAttribute.MappedAddress::new);
            case AttributeType.XOR_MAPPED_ADDRESS ->
                    AddressValue.decode(value, AddressValue.xorMask(id)).map(StunAttribute.XorMappedAddress::new);
            case AttributeType.RESPONSE_ORIGIN ->
                    AddressValue.decode(value, AddressValue.PLAIN).map(StunAttribute.ResponseOrigin::new);
            case AttributeType.OTHER_ADDRESS ->
                    AddressValue.decode(value, AddressValue.PLAIN).map(StunAttribute.OtherAddress::new);
            case AttributeType.ERROR_CODE -> parseError(value);
            case AttributeType.UNKNOWN_ATTRIBUTES -> parseTypes(value);
            case AttributeType.CHANGE_REQUEST -> parseChange(value);
            case AttributeType.SOFTWARE -> parseText(value).map(StunAttribute.Software::new);
            default -> Optional.of(new StunAttribute.Unknown(type));
        };
    }

    private static Optional<StunAttribute> parseError(ByteBuffer value) {
        if (value.remaining() < ERROR_HEADER_BYTES) {
            return Optional.empty();
        }
        int hundreds = value.get(2) & 0x7;
        int number = value.get(3) & 0xFF;
        if (hundreds < 3 || hundreds > 6 || number > 99) {
            return Optional.empty();
        }
        return parseText(value.slice(ERROR_HEADER_BYTES, value.remaining() - ERROR_HEADER_BYTES))
                .map(reason -> new StunAttribute.ErrorCode(hundreds * 100 + number, reason));
    }

    private static Optional<StunAttribute> parseTypes(ByteBuffer value) {
        if (value.remaining() % Short.BYTES != 0) {
            return Optional.empty();
        }
        List<Integer> types = new ArrayList<>();
        while (value.hasRemaining() && types.size() < StunMessage.MAX_ATTRIBUTES) {
            types.add(value.getShort() & 0xFFFF);
        }
        return Optional.of(new StunAttribute.UnknownAttributes(types));
    }

    private static Optional<StunAttribute> parseChange(ByteBuffer value) {
        if (value.remaining() != Integer.BYTES) {
            return Optional.empty();
        }
        int flags = value.getInt();
        return Optional.of(new StunAttribute.ChangeRequest((flags & CHANGE_ADDRESS) != 0, (flags & CHANGE_PORT) != 0));
    }

    /** Bytes that are no UTF-8 become replacement characters, which may be longer: such a text may be refused, too. */
    private static Optional<String> parseText(ByteBuffer value) {
        String text = StandardCharsets.UTF_8.decode(value).toString();
        boolean fits = text.getBytes(StandardCharsets.UTF_8).length <= StunAttribute.MAX_TEXT_BYTES;
        return fits ? Optional.of(text) : Optional.empty();
    }
}
