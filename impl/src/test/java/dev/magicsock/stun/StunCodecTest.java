package dev.magicsock.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.wire.DatagramKind;
import dev.magicsock.wire.Demultiplexer;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StunCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String ID = "b7e7a701bc34d686fa87dfae";
    private static final TransactionId TRANSACTION = TransactionId.read(HEX.parseHex(ID), 0);

    /** RFC 5769 section 2.1. */
    private static final String REQUEST = "000100582112a442" + ID
            + "802200105354554e207465737420636c69656e74" + "002400046e0001ff" + "80290008932ff9b151263b36"
            + "000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2" + "80280004e57a3bcf";
    /** RFC 5769 section 2.2. */
    private static final String RESPONSE_V4 = "0101003c2112a442" + ID
            + "8022000b7465737420766563746f7220" + "002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7" + "80280004c07d4c96";
    /** RFC 5769 section 2.3. */
    private static final String RESPONSE_V6 = "010100482112a442" + ID
            + "8022000b7465737420766563746f7220" + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41" + "80280004c8fb0b4c";

    @Test
    void readsTheRequestOfRfc5769() {
        StunMessage message = parse(REQUEST);
        assertEquals(StunClass.REQUEST, message.messageClass());
        assertEquals(TRANSACTION, message.transactionId());
        assertEquals(List.of(new StunAttribute.Software("STUN test client"), new StunAttribute.Unknown(0x0024),
                new StunAttribute.Unknown(0x8029), new StunAttribute.Unknown(0x0006), new StunAttribute.Unknown(0x0008),
                new StunAttribute.Fingerprint()), message.attributes());
        assertEquals(List.of(0x0024, 0x0006, 0x0008), message.unknownRequired());
    }

    @Test
    void readsTheResponsesOfRfc5769() {
        StunMessage v4 = parse(RESPONSE_V4);
        assertEquals(StunClass.SUCCESS_RESPONSE, v4.messageClass());
        assertEquals(Optional.of(SocketAddresses.parse("192.0.2.1:32853")), v4.mappedAddress());
        assertEquals(Optional.of(new StunAttribute.Software("test vector")), v4.first(StunAttribute.Software.class));
        assertEquals(new StunAttribute.Fingerprint(), v4.attributes().getLast());
        assertEquals(Optional.of(SocketAddresses.parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853")),
                parse(RESPONSE_V6).mappedAddress());
    }

    @ParameterizedTest
    @EnumSource(StunClass.class)
    void everyClassReadsBack(StunClass messageClass) {
        StunMessage message = new StunMessage(messageClass, TRANSACTION, List.of());
        assertEquals(message, parse(HEX.formatHex(StunCodec.encode(message))));
    }

    @Test
    void writesThisLayout() {
        StunMessage error = new StunMessage(StunClass.ERROR_RESPONSE, TRANSACTION,
                List.of(new StunAttribute.ErrorCode(420, "Unknown"),
                        new StunAttribute.UnknownAttributes(List.of(6, 8, 0x24))));
        assertEquals("0111001c2112a442" + ID + "0009000b00000414556e6b6e6f776e00" + "000a0006000600080024" + "0000",
                HEX.formatHex(StunCodec.encode(error)));
        StunMessage request = new StunMessage(StunClass.REQUEST, TRANSACTION,
                List.of(new StunAttribute.ChangeRequest(true, false)));
        assertEquals("000100082112a442" + ID + "0003000400000004", HEX.formatHex(StunCodec.encode(request)));
        StunMessage response = new StunMessage(StunClass.SUCCESS_RESPONSE, TRANSACTION,
                List.of(new StunAttribute.XorMappedAddress(SocketAddresses.parse("192.0.2.1:32853")),
                        new StunAttribute.MappedAddress(SocketAddresses.parse("192.0.2.1:32853")),
                        new StunAttribute.ResponseOrigin(SocketAddresses.parse("192.0.2.10:3478")),
                        new StunAttribute.OtherAddress(SocketAddresses.parse("192.0.2.11:3479"))));
        assertEquals("010100302112a442" + ID + "002000080001a147e112a643" + "0001000800018055c0000201"
                + "802b000800010d96c000020a" + "802c000800010d97c000020b", HEX.formatHex(StunCodec.encode(response)));
    }

    @Test
    void theFirstOfSeveralEqualAttributesCountsAndTheXorFormGoesFirst() {
        InetSocketAddress right = SocketAddresses.parse("192.0.2.1:1");
        InetSocketAddress wrong = SocketAddresses.parse("192.0.2.2:2");
        assertEquals(Optional.of(right), message(new StunAttribute.MappedAddress(wrong),
                new StunAttribute.XorMappedAddress(right), new StunAttribute.XorMappedAddress(wrong)).mappedAddress());
        assertEquals(Optional.of(right), message(new StunAttribute.MappedAddress(right)).mappedAddress());
        assertEquals(Optional.empty(), message().mappedAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_SHORT,           ''",
        "TOO_SHORT,           000100002112a442b7e7a701bc34d686fa87df",
        "NOT_STUN,            000100002112a443b7e7a701bc34d686fa87dfae",
        "NOT_STUN,            400100002112a442b7e7a701bc34d686fa87dfae",
        "NOT_STUN,            800100002112a442b7e7a701bc34d686fa87dfae",
        "WRONG_LENGTH,        000100042112a442b7e7a701bc34d686fa87dfae",
        "WRONG_LENGTH,        000100002112a442b7e7a701bc34d686fa87dfae80220000",
        "WRONG_LENGTH,        000100022112a442b7e7a701bc34d686fa87dfae8022",
        "UNKNOWN_METHOD,      000300002112a442b7e7a701bc34d686fa87dfae",
        "UNKNOWN_METHOD,      010300002112a442b7e7a701bc34d686fa87dfae",
        "TRUNCATED_ATTRIBUTE, 000100042112a442b7e7a701bc34d686fa87dfae80220001",
        "TRUNCATED_ATTRIBUTE, 000100082112a442b7e7a701bc34d686fa87dfae8022ffff00000000",
        "MALFORMED_ATTRIBUTE, 010100082112a442b7e7a701bc34d686fa87dfae002000040001a147",
        "MALFORMED_ATTRIBUTE, 0101000c2112a442b7e7a701bc34d686fa87dfae002000080003a147e112a643",
        "MALFORMED_ATTRIBUTE, 0101000c2112a442b7e7a701bc34d686fa87dfae002000080002a147e112a643",
        "MALFORMED_ATTRIBUTE, 010100042112a442b7e7a701bc34d686fa87dfae00010000",
        "MALFORMED_ATTRIBUTE, 011100082112a442b7e7a701bc34d686fa87dfae0009000400000200",
        "MALFORMED_ATTRIBUTE, 011100082112a442b7e7a701bc34d686fa87dfae0009000400000464",
        "MALFORMED_ATTRIBUTE, 011100042112a442b7e7a701bc34d686fa87dfae00090000",
        "MALFORMED_ATTRIBUTE, 011100082112a442b7e7a701bc34d686fa87dfae000a000100060000",
        "MALFORMED_ATTRIBUTE, 000100082112a442b7e7a701bc34d686fa87dfae0003000200060000",
        "MALFORMED_ATTRIBUTE, 000100042112a442b7e7a701bc34d686fa87dfae80280000",
        "WRONG_FINGERPRINT,   000100082112a442b7e7a701bc34d686fa87dfae8028000400000000"
    })
    void refusesBytesWithAReason(StunRejection reason, String hex) {
        assertRejected(reason, HEX.parseHex(hex));
    }

    @Test
    void nothingMayFollowAFingerprint() {
        byte[] message = StunCodec.encode(message(new StunAttribute.Fingerprint()));
        byte[] longer = Arrays.copyOf(message, message.length + 4);
        longer[3] += 4;
        longer[message.length] = (byte) 0x80;
        assertRejected(StunRejection.MALFORMED_ATTRIBUTE, longer);
        assertThrows(IllegalArgumentException.class,
                () -> message(new StunAttribute.Fingerprint(), new StunAttribute.Software("late")));
    }

    @Test
    void boundsTheNumberOfAttributes() {
        StunAttribute[] most = Collections.nCopies(StunMessage.MAX_ATTRIBUTES, new StunAttribute.Unknown(0x8000))
                .toArray(StunAttribute[]::new);
        byte[] bytes = StunCodec.encode(message(most));
        assertEquals(message(most), parse(HEX.formatHex(bytes)));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 4);
        longer[3] += 4;
        assertRejected(StunRejection.TOO_MANY_ATTRIBUTES, longer);
        StunAttribute[] tooMany = Arrays.copyOf(most, most.length + 1);
        tooMany[most.length] = new StunAttribute.Fingerprint();
        assertThrows(IllegalArgumentException.class, () -> message(tooMany));
    }

    @Test
    void boundsTextsAndCodes() {
        assertEquals(763, new StunAttribute.Software("x".repeat(763)).description().length());
        assertThrows(IllegalArgumentException.class, () -> new StunAttribute.Software("x".repeat(764)));
        assertThrows(IllegalArgumentException.class, () -> new StunAttribute.ErrorCode(299, ""));
        assertThrows(IllegalArgumentException.class, () -> new StunAttribute.ErrorCode(700, ""));
        assertThrows(IllegalArgumentException.class, () -> new StunAttribute.Unknown(0x10000));
        byte[] endless = new byte[24 + 764];
        StunMessage empty = message(new StunAttribute.Software(""));
        System.arraycopy(StunCodec.encode(empty), 0, endless, 0, 24);
        ByteBuffer.wrap(endless).putShort(2, (short) 768).putShort(22, (short) 764);
        assertRejected(StunRejection.MALFORMED_ATTRIBUTE, endless);
    }

    @Test
    void readsTheMiddleOfABufferAndLeavesItAsItIs() {
        byte[] array = HEX.parseHex("ff" + RESPONSE_V4 + "ff");
        ByteBuffer buffer = ByteBuffer.wrap(array, 1, array.length - 2).asReadOnlyBuffer();
        assertEquals(new StunParse.Parsed(parse(RESPONSE_V4)), StunCodec.parse(buffer));
        assertEquals(array.length - 2, buffer.remaining());
    }

    @Property(tries = 400)
    void everyMessageReadsBack(@ForAll("messages") StunMessage message) {
        byte[] bytes = StunCodec.encode(message);
        assertEquals(new StunParse.Parsed(message), StunCodec.parse(ByteBuffer.wrap(bytes)));
        assertEquals(DatagramKind.STUN, Demultiplexer.classify(ByteBuffer.wrap(bytes)));
    }

    @Property(tries = 400)
    void aFingerprintShowsEveryChangedBit(@ForAll("messages") StunMessage message,
            @ForAll @IntRange(max = 50_000) int bit) {
        List<StunAttribute> attributes = new ArrayList<>(message.attributes());
        attributes.add(new StunAttribute.Fingerprint());
        StunMessage covered = new StunMessage(message.messageClass(), message.transactionId(), attributes);
        byte[] bytes = StunCodec.encode(covered);
        int position = bit / 8 % bytes.length;
        bytes[position] = (byte) (bytes[position] ^ 1 << bit % 8);
        switch (StunCodec.parse(ByteBuffer.wrap(bytes))) {
            case StunParse.Rejected rejected -> assertTrue(rejected.reason() != StunRejection.TOO_SHORT);
            // The change hit the type or length of the fingerprint itself or made an attribute swallow it.
            case StunParse.Parsed(StunMessage read) ->
                    assertTrue(read.first(StunAttribute.Fingerprint.class).isEmpty());
        }
    }

    @Property(tries = 1000)
    void noBytesMakeTheParserThrow(@ForAll @Size(max = 100) byte[] tail, @ForAll @IntRange(max = 3) int shape) {
        byte[] bytes = shaped(tail, shape);
        if (StunCodec.parse(ByteBuffer.wrap(bytes)) instanceof StunParse.Parsed(StunMessage message)) {
            byte[] again = StunCodec.encode(message);
            assertTrue(again.length <= bytes.length || shape == 3);
        }
    }

    @Property(tries = 500)
    void aMutatedOrTruncatedMessageNeverMakesTheParserThrow(@ForAll("messages") StunMessage message,
            @ForAll @IntRange(max = 50_000) int position, @ForAll byte value, @ForAll @IntRange(max = 20) int cut) {
        byte[] bytes = StunCodec.encode(message);
        bytes[position % bytes.length] = value;
        byte[] shorter = Arrays.copyOf(bytes, Math.max(0, bytes.length - cut));
        StunParse parse = StunCodec.parse(ByteBuffer.wrap(shorter));
        assertTrue(cut == 0 || parse instanceof StunParse.Rejected || position % bytes.length == 3);
        assertArrayEquals(Arrays.copyOf(bytes, shorter.length), shorter);
    }

    private static byte[] shaped(byte[] tail, int shape) {
        if (shape == 0) {
            return tail;
        }
        int length = tail.length / 4 * 4;
        byte[] bytes = ByteBuffer.allocate(20 + length)
                .putShort((short) (shape == 1 ? 1 : 0x101)).putShort((short) length)
                .putInt(0x2112A442).putLong(7).putInt(7).put(tail, 0, length).array();
        if (shape == 3 && length >= 4) {
            ByteBuffer.wrap(bytes).putShort(20, (short) (Math.floorMod(tail[0], 0x30)));
            ByteBuffer.wrap(bytes).putShort(22, (short) (length - 4));
        }
        return bytes;
    }

    @Provide
    Arbitrary<StunMessage> messages() {
        Arbitrary<TransactionId> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.integers()).as(TransactionId::new);
        return Combinators.combine(Arbitraries.of(StunClass.class), ids, attributes().list().ofMaxSize(6))
                .as(StunMessage::new);
    }

    private static Arbitrary<StunAttribute> attributes() {
        Arbitrary<InetSocketAddress> addresses = Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofSize(16), Arbitraries.of(4, 16),
                Arbitraries.integers().between(0, 65535)).as((bytes, size, port) ->
                        new InetSocketAddress(SocketAddresses.ofBytes(Arrays.copyOf(bytes, size)), port));
        Arbitrary<String> texts = Arbitraries.strings().withCharRange(' ', '\u07ff').ofMaxLength(40);
        return Arbitraries.oneOf(
                addresses.map(StunAttribute.MappedAddress::new),
                addresses.map(StunAttribute.XorMappedAddress::new),
                addresses.map(StunAttribute.ResponseOrigin::new),
                addresses.map(StunAttribute.OtherAddress::new),
                texts.map(StunAttribute.Software::new),
                Combinators.combine(Arbitraries.integers().between(300, 699), texts).as(StunAttribute.ErrorCode::new),
                Arbitraries.integers().between(0, 0xFFFF).list().ofMaxSize(9).map(StunAttribute.UnknownAttributes::new),
                Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(true, false))
                        .as(StunAttribute.ChangeRequest::new),
                Arbitraries.integers().between(0xC000, 0xFFFF).map(StunAttribute.Unknown::new));
    }

    private static StunMessage message(StunAttribute... attributes) {
        return new StunMessage(StunClass.SUCCESS_RESPONSE, TRANSACTION, List.of(attributes));
    }

    private static void assertRejected(StunRejection reason, byte[] bytes) {
        assertEquals(new StunParse.Rejected(reason), StunCodec.parse(ByteBuffer.wrap(bytes)));
    }

    private static StunMessage parse(String hex) {
        return switch (StunCodec.parse(ByteBuffer.wrap(HEX.parseHex(hex)))) {
            case StunParse.Parsed(StunMessage message) -> message;
            case StunParse.Rejected(StunRejection reason) -> throw new AssertionError(reason);
        };
    }
}
