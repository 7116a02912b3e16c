package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WebSocketFramesTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void framesLookAsTheStandardSays() {
        byte[] hello = {0x48, 0x65, 0x6c, 0x6c, 0x6f};

        assertEquals("820548656c6c6f", HEX.formatHex(bytes(WebSocketFrames.plainFrame(ByteBuffer.wrap(hello)))));
        byte[] masked = bytes(WebSocketFrames.maskedFrame(ByteBuffer.wrap(hello), new SplittableRandom(1)));
        assertEquals("8285", HEX.formatHex(masked, 0, 2));
        for (int i = 0; i < hello.length; i++) {
            assertEquals(hello[i], (byte) (masked[6 + i] ^ masked[2 + i % 4]));
        }
    }

    /** The masked "Hello" of RFC 6455 section 5.7, as a binary frame. */
    @Test
    void theMaskedExampleOfTheStandardIsRead() {
        WebSocketFrames frames = WebSocketFrames.fromClient();
        feed(frames, "828537fa213d7f9f4d5158");

        assertEquals("48656c6c6f", HEX.formatHex(frames.nextMessage().orElseThrow().array()));
        assertEquals(Optional.empty(), frames.nextMessage());
    }

    @Test
    void lengthsUseTheirShortestForm() {
        assertEquals("827d", header(125));
        assertEquals("827e007e", header(126));
        assertEquals("827effff", header(0xFFFF));
        assertEquals("827f0000000000010000", header(0x10000));
    }

    @Property(tries = 150)
    void messagesComeOutAsTheyWentInHoweverTheStreamIsCut(
            @ForAll @Size(max = 6) List<@IntRange(max = 70_000) Integer> lengths,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 40_000) Integer> cuts,
            @ForAll boolean byClient, @ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<byte[]> sent = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int length : lengths) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            sent.add(message);
            ByteBuffer frame = byClient ? WebSocketFrames.maskedFrame(ByteBuffer.wrap(message), random)
                    : WebSocketFrames.plainFrame(ByteBuffer.wrap(message));
            stream.writeBytes(bytes(frame));
        }
        WebSocketFrames frames = byClient ? WebSocketFrames.fromClient() : WebSocketFrames.fromServer();

        List<byte[]> received = feedInPieces(frames, stream.toByteArray(), cuts);

        assertFalse(frames.isBroken());
        assertEquals(sent.size(), received.size());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(sent.get(i), received.get(i));
        }
    }

    /** Mutated streams of frames: nothing throws, and a decoder that reads one frame after another agrees. */
    @Property(tries = 1000)
    void hostileBytesAgreeWithANaiveDecoder(@ForAll @Size(max = 5) List<@IntRange(max = 300) Integer> lengths,
            @ForAll @Size(max = 4) List<@IntRange(max = 2000) Integer> places, @ForAll byte change,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 200) Integer> cuts,
            @ForAll boolean byClient) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int length : lengths) {
            ByteBuffer message = ByteBuffer.allocate(length);
            stream.writeBytes(bytes(byClient ? WebSocketFrames.maskedFrame(message, new SplittableRandom(length))
                    : WebSocketFrames.plainFrame(message)));
        }
        byte[] bytes = stream.toByteArray();
        places.stream().filter(place -> place < bytes.length).forEach(place -> bytes[place] ^= change);
        WebSocketFrames frames = byClient ? WebSocketFrames.fromClient() : WebSocketFrames.fromServer();

        List<byte[]> received = feedInPieces(frames, bytes, cuts);

        NaiveDecoder naive = new NaiveDecoder(bytes, byClient);
        assertEquals(naive.broken, frames.isBroken());
        assertEquals(naive.messages.stream().map(HEX::formatHex).toList(),
                received.stream().map(HEX::formatHex).toList());
    }

    @Property(tries = 1000)
    void noBytesMakeItThrow(@ForAll @Size(max = 40) byte[] bytes, @ForAll boolean byClient) {
        WebSocketFrames frames = byClient ? WebSocketFrames.fromClient() : WebSocketFrames.fromServer();
        if (bytes.length > 1) {
            bytes[0] = (byte) 0x82;
        }

        List<byte[]> received = feedInPieces(frames, bytes, List.of(3));

        assertTrue(received.stream().mapToInt(message -> message.length).sum() < 40);
    }

    @Test
    void everyOtherKindOfFrameBreaksTheConnection() {
        for (String first : List.of("81", "80", "88", "89", "8a", "02", "c2", "a2", "92")) {
            WebSocketFrames frames = WebSocketFrames.fromServer();
            feed(frames, first + "0548656c6c6f");

            assertTrue(frames.isBroken(), first);
            assertEquals(Optional.empty(), frames.nextMessage());
        }
    }

    @Test
    void aFrameThatIsMaskedTheWrongWayBreaksTheConnection() {
        WebSocketFrames fromServer = WebSocketFrames.fromServer();
        feed(fromServer, "8285");
        WebSocketFrames fromClient = WebSocketFrames.fromClient();
        feed(fromClient, "8205");

        assertTrue(fromServer.isBroken());
        assertTrue(fromClient.isBroken());
    }

    @Test
    void aLengthThatIsLongerThanItNeedsToBeBreaksTheConnection() {
        for (String frame : List.of("827e007d", "827f000000000000007d", "827f000000000000ffff")) {
            WebSocketFrames frames = WebSocketFrames.fromServer();
            feed(frames, frame);
            assertTrue(frames.isBroken(), frame);
        }
    }

    @Test
    void aMessageOfTheLargestSizePassesAndALargerOneIsRefusedByItsHeader() {
        WebSocketFrames frames = WebSocketFrames.fromServer();
        byte[] frame = bytes(WebSocketFrames.plainFrame(ByteBuffer.allocate(WebSocketFrames.MAX_PAYLOAD_BYTES)));
        assertEquals(1, feedInPieces(frames, frame, List.of(1400)).size());

        feed(frames, "827f0000000000100001");
        assertTrue(frames.isBroken());
    }

    @Test
    void hugeAndNegativeLengthsAreRefused() {
        for (String length : List.of("7fffffffffffffff", "ffffffffffffffff", "8000000000000000", "0000000100000000")) {
            WebSocketFrames frames = WebSocketFrames.fromServer();
            feed(frames, "827f" + length);
            assertTrue(frames.isBroken(), length);
        }
    }

    @Test
    void whatCameBeforeItBrokeIsStillThereAndWhatComesAfterIsIgnored() {
        WebSocketFrames frames = WebSocketFrames.fromServer();
        feed(frames, "820148" + "8801" + "820149");
        ByteBuffer later = ByteBuffer.allocate(1 << 16);
        frames.feed(later);

        assertFalse(later.hasRemaining());
        assertEquals("48", HEX.formatHex(frames.nextMessage().orElseThrow().array()));
        assertEquals(Optional.empty(), frames.nextMessage());
        assertTrue(frames.isBroken());
    }

    @Test
    void anEmptyMessageIsAMessage() {
        WebSocketFrames frames = WebSocketFrames.fromServer();
        feed(frames, "8200");

        assertEquals(0, frames.nextMessage().orElseThrow().remaining());
    }

    private static String header(int length) {
        byte[] frame = bytes(WebSocketFrames.plainFrame(ByteBuffer.allocate(length)));
        return HEX.formatHex(frame, 0, frame.length - length);
    }

    private static void feed(WebSocketFrames frames, String hex) {
        frames.feed(ByteBuffer.wrap(HEX.parseHex(hex)));
    }

    private static List<byte[]> feedInPieces(WebSocketFrames frames, byte[] bytes, List<Integer> cuts) {
        List<byte[]> messages = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < bytes.length; i++) {
            int to = Math.min(bytes.length, from + cuts.get(i % cuts.size()));
            frames.feed(ByteBuffer.wrap(bytes, from, to - from));
            from = to;
            for (Optional<ByteBuffer> next = frames.nextMessage(); next.isPresent(); next = frames.nextMessage()) {
                messages.add(next.get().array());
            }
        }
        return messages;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Has all bytes at once, and reads them number by number. */
    private static final class NaiveDecoder {
        private final List<byte[]> messages = new ArrayList<>();
        private boolean broken;

        NaiveDecoder(byte[] bytes, boolean masked) {
            int at = 0;
            while (bytes.length - at >= 2 && !broken) {
                int code = bytes[at + 1] & 0x7F;
                int extra = code == 126 ? 2 : code == 127 ? 8 : 0;
                if ((bytes[at] & 0xFF) != 0x82 || (bytes[at + 1] < 0) != masked) {
                    broken = true;
                    return;
                }
                if (bytes.length - at < 2 + extra) {
                    return;
                }
                double length = code;
                if (extra > 0) {
                    length = 0;
                    for (int i = 0; i < extra; i++) {
                        length = 256 * length + (bytes[at + 2 + i] & 0xFF);
                    }
                }
                if (length > 1_048_576 || extra == 2 && length < 126 || extra == 8 && length < 65_536) {
                    broken = true;
                    return;
                }
                int start = at + 2 + extra + (masked ? 4 : 0);
                if (bytes.length < start + length) {
                    return;
                }
                byte[] message = Arrays.copyOfRange(bytes, start, start + (int) length);
                for (int i = 0; masked && i < message.length; i++) {
                    message[i] ^= bytes[start - 4 + i % 4];
                }
                messages.add(message);
                at = start + message.length;
            }
        }
    }
}
