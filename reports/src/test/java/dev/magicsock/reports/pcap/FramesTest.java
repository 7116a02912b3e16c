package dev.magicsock.reports.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final byte[] MAC_A = {2, 0, 0, 0, 1, 0};
    private static final byte[] MAC_B = {2, 0, 0, 0, 1, 1};
    private static final byte[] V4_A = {10, 0, 0, 1};
    private static final byte[] V4_B = {(byte) 198, 18, 0, 4};

    @Test
    void aFrameBeginsWithItsReceiver() {
        byte[] frame = Frames.ethernet(MAC_A, MAC_B, v4(), udp(new byte[] {1}), false);
        assertEquals("020000000101" + "020000000100" + "0800", HexFormat.of().formatHex(frame, 0, 14));
    }

    /** The header of a widely published example, whose checksum is 0xb861. */
    @Test
    void theChecksumOfAnIpHeaderIsThePublishedOne() {
        byte[] header = HexFormat.of().parseHex("450000730000400040110000c0a80001c0a800c7");
        assertEquals(0xB861, Checksum.of(Checksum.add(0, header, 0, header.length)));
    }

    @Property(tries = 300)
    void everyPacketReadsBackWithRightChecksums(@ForAll @Size(max = 70) byte[] payload, @ForAll boolean v6,
            @ForAll @IntRange(max = 2) int kind, @ForAll @IntRange(max = 65_535) int port, @ForAll int number) {
        Carried carried = carried(kind, port, number, payload);
        FrameReader.Read read = FrameReader.read(Frames.ethernet(MAC_A, MAC_B, v6 ? v6(number) : v4(), carried, false));

        assertTrue(read.intact(), "checksum");
        assertArrayEquals(payload, read.payload());
        assertEquals(64, read.hopLimit());
        assertEquals(new int[] {17, 6, v6 ? 58 : 1}[kind], read.protocol());
        if (kind < 2) {
            assertEquals(port, read.u16(0));
            assertEquals(443, read.u16(2));
        }
    }

    @Property(tries = 300)
    void aDamagedPacketHasAWrongChecksumButNeverNone(@ForAll @Size(max = 70) byte[] payload, @ForAll boolean v6,
            @ForAll @IntRange(max = 2) int kind, @ForAll int number) {
        Carried carried = carried(kind, 9, number, payload);
        assertFalse(FrameReader.read(Frames.ethernet(MAC_A, MAC_B, v6 ? v6(number) : v4(), carried, true)).intact());
    }

    @Test
    void aUdpChecksumOfZeroIsWrittenAsAllOnes() {
        for (int word = 0; word <= 0xFFFF; word++) {
            byte[] payload = {(byte) (word >>> 8), (byte) word};
            assertTrue(FrameReader.read(Frames.ethernet(MAC_A, MAC_B, v4(), udp(payload), false)).intact());
        }
    }

    @Test
    void aTcpHeaderHasItsFieldsInTheirPlaces() {
        Carried segment = new Carried.Tcp(0x1234, 80, 0x01020304, 0x05060708, 0x12, 0xABCD,
                ByteBuffer.wrap(new byte[] {2, 4, 5, (byte) 0xB4}), ByteBuffer.allocate(0));
        byte[] header = FrameReader.read(Frames.ethernet(MAC_A, MAC_B, v4(), segment, false)).header();
        assertEquals("12340050" + "01020304" + "05060708" + "6012abcd", HexFormat.of().formatHex(header, 0, 16));
        assertEquals("0000" + "020405b4", HexFormat.of().formatHex(header, 18, 24));
    }

    @Test
    void theLargestPacketFitsAndALargerOneIsRefused() {
        assertEquals(14 + 65_535, Frames.ethernet(MAC_A, MAC_B, v4(), udp(new byte[65_507]), false).length);
        assertThrows(IllegalArgumentException.class,
                () -> Frames.ethernet(MAC_A, MAC_B, v4(), udp(new byte[65_508]), false));
        assertThrows(IllegalArgumentException.class,
                () -> Frames.ethernet(MAC_A, MAC_B, v6(0), udp(new byte[65_528]), false));
    }

    @Test
    void whatNoHeaderCanHoldIsRefused() {
        ByteBuffer none = ByteBuffer.allocate(0);
        assertThrows(IllegalArgumentException.class, () -> new Carried.Udp(65_536, 1, none));
        assertThrows(IllegalArgumentException.class, () -> new Carried.Udp(1, -1, none));
        assertThrows(IllegalArgumentException.class, () -> new Carried.Tcp(1, 1, 0, 0, 0, 65_536, none, none));
        assertThrows(IllegalArgumentException.class,
                () -> new Carried.Tcp(1, 1, 0, 0, 0, 0, ByteBuffer.allocate(3), none));
        assertThrows(IllegalArgumentException.class, () -> new IpHeader(new byte[5], new byte[5], 64, 0));
        assertThrows(IllegalArgumentException.class, () -> new IpHeader(new byte[4], new byte[16], 64, 0));
        assertThrows(IllegalArgumentException.class, () -> new IpHeader(new byte[4], new byte[4], 256, 0));
    }

    private static Carried carried(int kind, int port, int number, byte[] payload) {
        return switch (kind) {
            case 0 -> new Carried.Udp(port, 443, ByteBuffer.wrap(payload));
            case 1 -> new Carried.Tcp(port, 443, number, ~number, number & 0xFF, number & 0xFFFF,
                    ByteBuffer.allocate(number & 0x1C), ByteBuffer.wrap(payload));
            default -> new Carried.Icmp(3, 4, number, ByteBuffer.wrap(payload));
        };
    }

    private static Carried udp(byte[] payload) {
        return new Carried.Udp(4000, 5000, ByteBuffer.wrap(payload));
    }

    private static IpHeader v4() {
        return new IpHeader(V4_A, V4_B, 64, 7);
    }

    private static IpHeader v6(int number) {
        byte[] address = ByteBuffer.allocate(16).putShort((short) 0x2001).putInt(12, number).array();
        return new IpHeader(address, address, 64, 7);
    }
}
