package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relaystub.check.WireClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private record Frame(int opcode, boolean isFinal, byte[] payload) {
    }

    private final List<Frame> frames = new ArrayList<>();
    private final FrameReader reader = new FrameReader((opcode, isFinal, payload) ->
            frames.add(new Frame(opcode, isFinal, payload)));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 98, 125, 126, 127, 1235, 65_535, 65_536, 1 << 20})
    void aPayloadOfAnyLengthComesAsItWasSentInPiecesOrNot(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        byte[] bytes = WireClient.frame(0x82, payload);
        read(bytes);
        for (int at = 0; at < bytes.length; at += 1000) {
            reader.read(bytes, at, Math.min(bytes.length, at + 1000));
        }
        assertEquals(2, frames.size());
        for (Frame frame : frames) {
            assertEquals(FrameReader.OPCODE_BINARY, frame.opcode);
            assertTrue(frame.isFinal);
            assertArrayEquals(payload, frame.payload);
        }
        assertEquals(0, reader.heldBytes());
    }

    @Test
    void theMaskedExampleOfTheRfcIsRead() {
        // RFC 6455 section 5.7: "Hello" as one masked text frame.
        for (byte each : HexFormat.of().parseHex("818537fa213d7f9f4d5158")) {
            read(new byte[] {each});
        }
        assertArrayEquals("Hello".getBytes(StandardCharsets.US_ASCII), frames.getFirst().payload);
    }

    @ParameterizedTest
    @CsvSource({"8201, a frame of a client is not masked", "c281, an extension was not negotiated",
        "8381, unknown opcode 3", "8b81, unknown opcode 11", "8081, a continuation of nothing",
        "0981, a control frame is fragmented or too long", "89fe, a control frame is fragmented or too long",
        "82fe007d00000000, a length is not in its shortest form",
        "82ff000000000000ffff00000000, a length is not in its shortest form",
        "82ff000000000010000100000000, a frame of more than 1048576 bytes",
        "82ffffffffffffffffff00000000, a frame of more than 1048576 bytes"})
    void aBrokenRuleIsNamedAsSoonAsItShowsAndEndsTheReading(String hex, String rule) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        reader.read(bytes, 0, bytes.length - 1);
        assertNull(reader.brokenRule());
        reader.read(bytes, bytes.length - 1, bytes.length);
        assertEquals(rule, reader.brokenRule());
        read(WireClient.frame(0x82, new byte[1]));
        assertEquals(List.of(), frames);
    }

    @Test
    void controlFramesMayComeBetweenFragmentsButMessagesMayNot() {
        read(WireClient.frame(0x02, new byte[1]));
        read(WireClient.frame(0x89, new byte[2]));
        read(WireClient.frame(0x80, new byte[3]));
        assertEquals(List.of(2, 9, 0), frames.stream().map(Frame::opcode).toList());
        read(WireClient.frame(0x02, new byte[1]));
        read(WireClient.frame(0x82, new byte[1]));
        assertEquals("a message begins within another", reader.brokenRule());
    }

    @Test
    void aPromiseOfALongPayloadTakesLittleMemoryUntilItComes() {
        read(ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF).putLong(1 << 20).array());
        assertTrue(reader.heldBytes() <= 4096, reader.heldBytes() + " bytes");
        read(new byte[100_000]);
        assertTrue(reader.heldBytes() <= 200_000, reader.heldBytes() + " bytes");
    }

    private void read(byte[] bytes) {
        reader.read(bytes, 0, bytes.length);
    }
}
