package dev.magicsock.reports.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.pcap.SeenPacket.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CaptureTest {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void aCaptureWithoutPacketsIsAFile() throws IOException {
        new Capture(file, "lab 1", List.of("seed 7")).addInterface("home/uplink/home", "one end");
        PcapngReader read = PcapngReader.read(file.toByteArray());
        assertEquals("lab 1", read.application);
        assertEquals(List.of("seed 7"), read.comments);
        assertEquals(List.of(new PcapngReader.Interface("home/uplink/home", "one end", 9)), read.interfaces);
    }

    @Property(tries = 150)
    void whatIsSeenReadsBackInItsOrder(@ForAll @Size(max = 20) List<@Size(max = 60) byte[]> frames,
            @ForAll @Size(max = 20) List<String> comments, @ForAll long id) throws IOException {
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        Capture capture = new Capture(own, "lab", List.of());
        capture.addInterface("a", "");
        capture.addInterface("b", "");
        for (int i = 0; i < frames.size(); i++) {
            capture.seen(new SeenPacket(i % 2, (long) i << 40, Direction.OUTBOUND, id + i, frames.get(i)), comments);
        }
        capture.flush();
        PcapngReader read = PcapngReader.read(own.toByteArray());
        assertEquals(frames.size(), read.packets.size());
        for (int i = 0; i < frames.size(); i++) {
            PcapngReader.Packet packet = read.packets.get(i);
            assertArrayEquals(frames.get(i), packet.frame());
            assertEquals((long) i << 40, packet.time());
            assertEquals(i % 2, packet.captureInterface());
            assertEquals(id + i, packet.id());
            assertEquals(2, packet.flags());
            assertEquals(comments.size(), packet.comments().size());
        }
    }

    @Test
    void aPacketLostAtTheMomentWhenItWasSeenSaysSo() throws IOException {
        Capture capture = capture();
        capture.seen(packet(5, 1), List.of("damaged"));
        capture.seen(packet(5, 2), List.of());
        assertTrue(capture.comment(1, 5, "dropped by home/nat: nat-filtered"));
        capture.flush();
        PcapngReader read = PcapngReader.read(file.toByteArray());
        assertEquals(List.of("damaged", "dropped by home/nat: nat-filtered"), read.packets.get(0).comments());
        assertEquals(List.of(), read.packets.get(1).comments());
    }

    @Test
    void aPacketSeenTwiceIsCommentedWhereItWasSeenLast() throws IOException {
        Capture capture = capture();
        capture.seen(packet(5, 1), List.of());
        capture.seen(packet(5, 1), List.of());
        capture.comment(1, 5, "lost");
        capture.flush();
        assertEquals(List.of(List.of(), List.of("lost")),
                PcapngReader.read(file.toByteArray()).packets.stream().map(PcapngReader.Packet::comments).toList());
    }

    @Test
    void whatWasSeenEarlierOrNotAtAllCannotBeCommented() throws IOException {
        Capture capture = capture();
        capture.seen(packet(5, 1), List.of());
        assertFalse(capture.comment(1, 6, "late"));
        assertFalse(capture.comment(2, 5, "somebody else"));
    }

    @Test
    void onlyThePacketsOfOneMomentAreKeptBackAndOfThemABoundedNumber() throws IOException {
        Capture capture = capture();
        for (int i = 0; i < 2 * Capture.MAX_WAITING; i++) {
            capture.seen(packet(5, i), List.of());
        }
        assertEquals(Capture.MAX_WAITING, PcapngReader.read(file.toByteArray()).packets.size());
        capture.seen(packet(6, 1), List.of());
        assertEquals(2 * Capture.MAX_WAITING, PcapngReader.read(file.toByteArray()).packets.size());
    }

    @Test
    void theFileIsWholeAfterEveryWrite() throws IOException {
        List<byte[]> writes = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Capture capture = new Capture(new OutputStream() {
            @Override
            public void write(int value) {
                throw new AssertionError("a single byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                all.write(bytes, offset, length);
                writes.add(all.toByteArray());
            }
        }, "lab", List.of("x"));
        capture.addInterface("a", "b");
        capture.addSecrets("CLIENT_RANDOM 00 11\n".getBytes(StandardCharsets.US_ASCII));
        capture.seen(packet(1, 1), List.of("one"));
        capture.seen(packet(2, 1), List.of());
        capture.flush();
        assertEquals(5, writes.size());
        writes.forEach(PcapngReader::read);
    }

    @Test
    void secretsAreKeptByteByByte() throws IOException {
        byte[] keyLog = "CLIENT_TRAFFIC_SECRET_0 aa bb\n".getBytes(StandardCharsets.US_ASCII);
        new Capture(file, "lab", List.of()).addSecrets(keyLog);
        assertArrayEquals(keyLog, PcapngReader.read(file.toByteArray()).secrets.getFirst());
    }

    @Test
    void hostileTextIsMadeHarmlessAndVeryLongTextLosesItsEnd() throws IOException {
        Capture capture = new Capture(file, "lab", List.of());
        capture.addInterface("a\u001b[31m\n\0", "é".repeat(40_000));
        PcapngReader.Interface read = PcapngReader.read(file.toByteArray()).interfaces.getFirst();
        assertEquals("a\\u{1b}[31m\\u{a}\\u{0}", read.name());
        assertTrue("é".repeat(40_000).startsWith(read.description()));
        assertTrue(read.description().length() > 30_000);
    }

    @Test
    void anInterfaceThatIsNotThereIsAMistakeOfTheCaller() throws IOException {
        Capture capture = capture();
        SeenPacket stray = new SeenPacket(1, 0, Direction.INBOUND, 1, new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> capture.seen(stray, List.of()));
        assertThrows(IllegalArgumentException.class,
                () -> new SeenPacket(-1, 0, Direction.INBOUND, 1, new byte[0]));
    }

    private Capture capture() throws IOException {
        Capture capture = new Capture(file, "lab", List.of());
        capture.addInterface("a", "b");
        return capture;
    }

    private static SeenPacket packet(long time, long id) {
        return new SeenPacket(0, time, Direction.INBOUND, id, new byte[] {(byte) id});
    }
}
