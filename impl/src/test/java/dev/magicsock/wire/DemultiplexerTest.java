package dev.magicsock.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemultiplexerTest {

    private static final String COOKIE = "2112a442";
    private static final String ID = "00".repeat(12);

    @ParameterizedTest
    @CsvSource({
        "STUN,    00010000" + COOKIE + "000000000000000000000000",
        "STUN,    01010004" + COOKIE + "000000000000000000000000" + "80220000",
        "UNKNOWN, 00010004" + COOKIE + "000000000000000000000000",
        "UNKNOWN, 00010000" + COOKIE + "000000000000000000000000" + "80220000",
        "UNKNOWN, 00010002" + COOKIE + "000000000000000000000000" + "8022",
        "UNKNOWN, 000100002112a443000000000000000000000000",
        "UNKNOWN, 00010000" + COOKIE + "0000000000000000000000",
        "UNKNOWN, 80010000" + COOKIE + "000000000000000000000000",
        "QUIC,    40010000" + COOKIE + "000000000000000000000000",
        "PROBE,   5453f09f92ac",
        "QUIC,    5453f09f92ad",
        "QUIC,    5453f09f92",
        "QUIC,    c000000001",
        "QUIC,    40",
        "UNKNOWN, 00",
        "UNKNOWN, 80"
    })
    void knowsTheKindByTheFirstBytesAndTheLength(DatagramKind kind, String hex) {
        byte[] datagram = HexFormat.of().parseHex(hex);
        assertEquals(kind, Demultiplexer.classify(ByteBuffer.wrap(datagram)));
    }

    @Test
    void aPunchPacketHasExactly41Bytes() {
        assertEquals(DatagramKind.PUNCH, classify("01" + "ff".repeat(40)));
        assertEquals(DatagramKind.UNKNOWN, classify("01" + "ff".repeat(39)));
        assertEquals(DatagramKind.UNKNOWN, classify("01" + "ff".repeat(41)));
        assertEquals(DatagramKind.UNKNOWN, classify("02" + "ff".repeat(40)));
    }

    @Test
    void nothingIsUnknown() {
        assertEquals(DatagramKind.UNKNOWN, classify(""));
    }

    @Test
    void onlyTheGivenPartOfAnArrayCounts() {
        byte[] array = HexFormat.of().parseHex("ff" + "00010000" + COOKIE + ID + "ff");
        assertEquals(DatagramKind.STUN, Demultiplexer.classify(ByteBuffer.wrap(array, 1, 20)));
        assertEquals(DatagramKind.UNKNOWN, Demultiplexer.classify(ByteBuffer.wrap(array, 1, 21)));
        ByteBuffer littleEndian = ByteBuffer.wrap(array, 1, 20).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(DatagramKind.STUN, Demultiplexer.classify(littleEndian));
        assertEquals(20, littleEndian.remaining());
    }

    /** A second decision, rule by rule and without any order, so that an overlap of two rules shows. */
    @Property(tries = 1000)
    void theRulesOverlapOnlyWhereAProbeLooksLikeQuic(@ForAll @Size(min = 1, max = 60) byte[] tail,
            @ForAll @IntRange(max = 4) int shape, @ForAll byte first) {
        byte[] datagram = shaped(tail, shape, first);
        boolean stun = datagram.length >= 20 && (datagram[0] & 0xC0) == 0
                && ByteBuffer.wrap(datagram).getInt(4) == 0x2112A442
                && ByteBuffer.wrap(datagram).getShort(2) == datagram.length - 20 && datagram.length % 4 == 0;
        boolean probe = HexFormat.of().formatHex(datagram).startsWith("5453f09f92ac");
        boolean punch = datagram.length == 41 && datagram[0] == 1;
        boolean quic = (datagram[0] & 0x40) != 0;
        long holding = Arrays.asList(stun, probe && quic, punch, quic && !probe).stream().filter(b -> b).count();
        DatagramKind expected = DatagramKind.UNKNOWN;
        expected = stun ? DatagramKind.STUN : expected;
        expected = punch ? DatagramKind.PUNCH : expected;
        expected = quic ? DatagramKind.QUIC : expected;
        expected = probe ? DatagramKind.PROBE : expected;
        assertEquals(expected, Demultiplexer.classify(ByteBuffer.wrap(datagram)));
        assertEquals(expected == DatagramKind.UNKNOWN ? 0 : 1, holding);
    }

    private static byte[] shaped(byte[] tail, int shape, byte first) {
        return switch (shape) {
            case 0 -> tail;
            case 1 -> HexFormat.of().parseHex("5453f09f92ac" + HexFormat.of().formatHex(tail));
            case 2 -> with(first, Arrays.copyOf(tail, 41));
            case 3 -> with((byte) 1, Arrays.copyOf(tail, 41));
            default -> stun(tail, first);
        };
    }

    private static byte[] with(byte first, byte[] datagram) {
        datagram[0] = first;
        return datagram;
    }

    private static byte[] stun(byte[] tail, byte first) {
        int length = tail.length / 4 * 4;
        return ByteBuffer.allocate(20 + length).put(first).put((byte) 1).putShort((short) length)
                .putInt(0x2112A442).putLong(7).putInt(7).put(tail, 0, length).array();
    }

    @Property(tries = 200)
    void aShortHeaderPacketIsQuicUnlessItBeginsWithTheMagicOfAProbe(
            @ForAll @ByteRange(min = 0x40, max = 0x7f) byte first, @ForAll @Size(40) byte[] rest) {
        rest[0] = first;
        assertNotEquals(DatagramKind.STUN, Demultiplexer.classify(ByteBuffer.wrap(rest)));
        assertEquals(DatagramKind.QUIC, Demultiplexer.classify(ByteBuffer.wrap(rest)));
    }

    private static DatagramKind classify(String hex) {
        byte[] datagram = HexFormat.of().parseHex(hex);
        return Demultiplexer.classify(ByteBuffer.wrap(datagram));
    }
}
