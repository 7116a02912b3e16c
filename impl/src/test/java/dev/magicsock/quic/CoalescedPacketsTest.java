package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Packets written down by hand from RFC 9000 section 17; version, ids, a length and what it counts. */
class CoalescedPacketsTest {

    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 4433);
    /** Type 2, version 1, a destination id of two bytes, a source id of one, length 3 in one byte. */
    private static final String HANDSHAKE = "e3" + "00000001" + "02aabb" + "01cc" + "03" + "010203";
    /** The same with its length in two bytes. */
    private static final String HANDSHAKE_LONG_LENGTH = "e3" + "00000001" + "02aabb" + "01cc" + "4003" + "010203";
    private static final String HANDSHAKE_V2 = "f3" + "6b3343cf" + "02aabb" + "01cc" + "03" + "010203";
    private static final String ONE_RTT = "41" + "aabb" + "0405060708";

    @Test
    void aPacketBehindAHandshakePacketComesByItself() {
        assertParts(HANDSHAKE + ONE_RTT, HANDSHAKE, ONE_RTT);
        assertParts(HANDSHAKE_LONG_LENGTH + ONE_RTT, HANDSHAKE_LONG_LENGTH, ONE_RTT);
        assertParts(HANDSHAKE_V2 + ONE_RTT, HANDSHAKE_V2, ONE_RTT);
    }

    @Test
    void severalHandshakePacketsComeOneByOne() {
        assertParts(HANDSHAKE + HANDSHAKE_LONG_LENGTH + ONE_RTT, HANDSHAKE, HANDSHAKE_LONG_LENGTH, ONE_RTT);
    }

    @Test
    void nothingElseIsTakenApart() {
        String initial = "c3" + "00000001" + "02aabb" + "01cc" + "00" + "03" + "010203";
        String unknownVersion = "e3" + "00000002" + "02aabb" + "01cc" + "03" + "010203";
        for (String datagram : List.of(HANDSHAKE, ONE_RTT, initial + HANDSHAKE, unknownVersion + ONE_RTT)) {
            assertParts(datagram, datagram);
        }
    }

    @Test
    void aHandshakePacketThatIsCutOffStaysWhole() {
        for (int length = 0; length < HANDSHAKE.length(); length += 2) {
            String cut = HANDSHAKE.substring(0, length);
            assertParts(cut, cut);
        }
    }

    @Property(tries = 500)
    void everyByteArrivesOnceAndInOrder(@ForAll @Size(max = 60) byte[] tail) {
        byte[] datagram = join(HexFormat.of().parseHex(HANDSHAKE), tail);
        List<byte[]> parts = parts(datagram);
        assertArrayEquals(datagram, parts.stream().reduce(new byte[0], CoalescedPacketsTest::join));
        assertTrue(tail.length == 0 || parts.size() > 1, "the first packet comes by itself");
    }

    private static void assertParts(String datagram, String... expected) {
        List<String> actual = parts(HexFormat.of().parseHex(datagram)).stream().map(HexFormat.of()::formatHex).toList();
        assertEquals(List.of(expected), actual);
    }

    /** What a receiver with a buffer of its own for each datagram gets. */
    private static List<byte[]> parts(byte[] datagram) {
        CoalescedPackets coalesced = new CoalescedPackets();
        List<byte[]> parts = new ArrayList<>();
        DatagramPacket packet = new DatagramPacket(join(new byte[3], datagram), 3, datagram.length, SOURCE);
        coalesced.split(packet);
        parts.add(content(packet));
        while (coalesced.waiting()) {
            DatagramPacket next = new DatagramPacket(new byte[1500], 1500);
            coalesced.takeInto(next);
            assertEquals(SOURCE, next.getSocketAddress());
            assertFalse(next.getLength() == 0, "an empty packet");
            parts.add(content(next));
        }
        return parts;
    }

    private static byte[] content(DatagramPacket packet) {
        return Arrays.copyOfRange(packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
