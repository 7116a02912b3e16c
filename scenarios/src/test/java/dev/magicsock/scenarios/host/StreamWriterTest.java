package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamWriterTest {

    private final NarrowStream stream = new NarrowStream();
    private final StreamWriter writer = new StreamWriter(stream);

    @Test
    void creditComesBackOnceAMessageIsWrittenCompletely() {
        stream.room = 7;
        writer.add(bytes("first"), 5);
        writer.add(bytes("second"), 6);

        assertEquals(5, writer.flush());
        assertEquals("firstse", stream.written());
        stream.room = 3;
        assertEquals(0, writer.flush());
        stream.room = 1;
        assertEquals(6, writer.flush());
        assertEquals("firstsecond", stream.written());
        assertEquals(0, writer.flush());
    }

    @Test
    void orderIsKeptWhenTheStreamTakesBytesAgain() {
        writer.add(bytes("a"), 1);
        assertEquals(0, writer.flush());
        writer.add(bytes("b"), 1);
        stream.room = 10;

        assertEquals(2, writer.flush());
        assertEquals("ab", stream.written());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes only as many bytes as it has room for. */
    private static final class NarrowStream implements Stream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int room;

        @Override
        public IpEndpoint remote() {
            return IpEndpoint.parse("198.51.100.7:80");
        }

        @Override
        public int write(ByteBuffer bytes) {
            int count = Math.min(room, bytes.remaining());
            for (int i = 0; i < count; i++) {
                taken.write(bytes.get());
            }
            room -= count;
            return count;
        }

        @Override
        public int unacknowledgedBytes() {
            return 0;
        }

        @Override
        public void close() {
            room = 0;
        }

        @Override
        public void reset() {
            room = 0;
        }

        String written() {
            return taken.toString(StandardCharsets.US_ASCII);
        }
    }
}
