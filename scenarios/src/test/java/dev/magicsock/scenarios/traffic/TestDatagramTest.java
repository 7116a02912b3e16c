package dev.magicsock.scenarios.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TestDatagramTest {

    private static final int LARGEST = 1452;

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll @IntRange(max = 0xFFFF) int sender, @ForAll @IntRange(max = 0xFFFF) int receiver,
            @ForAll @IntRange int sequence, @ForAll @IntRange(min = TestDatagram.MIN_BYTES, max = LARGEST) int size) {
        TestDatagram datagram = new TestDatagram(sender, receiver, sequence);
        ByteBuffer bytes = ByteBuffer.wrap(written(datagram, size));

        assertEquals(Optional.of(datagram), TestDatagram.read(bytes));
        assertEquals(Optional.of(datagram), TestDatagram.peek(bytes));
        assertEquals(0, bytes.position());
        assertEquals(size, bytes.remaining());
    }

    @Property(tries = 1000)
    void noSingleWrongByteGoesUnnoticed(@ForAll @IntRange(max = 0xFFFF) int sender, @ForAll @IntRange int sequence,
            @ForAll @IntRange(min = TestDatagram.MIN_BYTES, max = 64) int size, @ForAll @IntRange(max = 63) int place,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] bytes = written(new TestDatagram(sender, 7, sequence), size);
        bytes[place % size] ^= (byte) change;

        assertEquals(Optional.empty(), TestDatagram.read(ByteBuffer.wrap(bytes)));
    }

    @Property(tries = 300)
    void noDatagramPassesForAnother(@ForAll @IntRange(max = 0xFFFF) int sender,
            @ForAll @IntRange(max = 0xFFFF) int receiver,
            @ForAll @IntRange int sequence) {
        byte[] claimed = written(new TestDatagram(sender, receiver, sequence), TestDatagram.MIN_BYTES);
        byte[] real = written(new TestDatagram(sender ^ 0x100, receiver, sequence ^ 0x10000), TestDatagram.MIN_BYTES);
        System.arraycopy(claimed, 0, real, 0, 13);

        assertEquals(Optional.empty(), TestDatagram.read(ByteBuffer.wrap(real)));
    }

    @Property(tries = 1000)
    void noBytesMakeItThrow(@ForAll @Size(max = 64) byte[] bytes, @ForAll boolean likeOne) {
        if (likeOne && bytes.length >= 5) {
            System.arraycopy(HexFormat.of().parseHex("406d6c6162"), 0, bytes, 0, 5);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);

        TestDatagram.read(buffer);
        TestDatagram.peek(buffer);

        assertEquals(bytes.length, buffer.remaining());
    }

    @Test
    void itsLayoutIsTheDocumentedOne() {
        byte[] bytes = written(new TestDatagram(0x0102, 0xFFFE, 0x01020304), 32);

        assertEquals("406d6c61620102fffe01020304", HexFormat.of().formatHex(bytes, 0, 13));
    }

    @Test
    void aNegativeSequenceNumberIsNoDatagram() {
        byte[] bytes = written(new TestDatagram(1, 2, 3), 32);
        bytes[9] |= (byte) 0x80;

        assertEquals(Optional.empty(), TestDatagram.peek(ByteBuffer.wrap(bytes)));
    }

    @Test
    void aHeaderWithoutEnoughFillerIsSeenButNotBelieved() {
        byte[] bytes = written(new TestDatagram(1, 2, 3), TestDatagram.MIN_BYTES);

        for (int length = 0; length < TestDatagram.MIN_BYTES; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            assertEquals(length >= 13, TestDatagram.peek(cut).isPresent());
            assertEquals(Optional.empty(), TestDatagram.read(cut));
        }
    }

    @Test
    void itIsReadFromWhereTheBufferStands() {
        byte[] bytes = written(new TestDatagram(1, 2, 3), 40);
        byte[] shifted = new byte[60];
        System.arraycopy(bytes, 0, shifted, 11, 40);

        assertTrue(TestDatagram.read(ByteBuffer.wrap(shifted, 11, 40)).isPresent());
        assertTrue(TestDatagram.read(ByteBuffer.wrap(shifted, 11, 41)).isEmpty());
    }

    @Test
    void aLargeBufferTakesASmallerDatagramAfterALargerOne() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        new TestDatagram(1, 2, 3).write(buffer, LARGEST);
        new TestDatagram(1, 2, 4).write(buffer, 50);

        assertEquals(50, buffer.remaining());
        assertEquals(Optional.of(new TestDatagram(1, 2, 4)), TestDatagram.read(buffer));
    }

    @Test
    void whatDoesNotFitIntoTheHeaderIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TestDatagram(0x10000, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new TestDatagram(0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TestDatagram(0, 0, -1));
    }

    private static byte[] written(TestDatagram datagram, int size) {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        datagram.write(buffer, size);
        return Arrays.copyOf(buffer.array(), buffer.limit());
    }
}
