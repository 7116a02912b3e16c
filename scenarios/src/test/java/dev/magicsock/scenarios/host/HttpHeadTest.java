package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HttpHeadTest {

    private static final String HEAD = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

    @Property(tries = 100)
    void theHeadIsFoundHoweverItIsCutAndTheRestIsLeft(@ForAll @IntRange(min = 1, max = 70) int cut) {
        HttpHead head = new HttpHead();
        ByteBuffer bytes = bytes(HEAD + "rest");
        Optional<String> found = Optional.empty();
        int from = 0;
        while (found.isEmpty() && from < bytes.limit()) {
            ByteBuffer piece = bytes.slice(from, Math.min(cut, bytes.limit() - from));
            found = head.feed(piece);
            from += piece.position();
        }

        assertEquals(Optional.of(HEAD), found);
        assertEquals(HEAD.length(), from);
    }

    @Test
    void aHeadThatDoesNotEndIsTooLongAndTakesNoMore() {
        HttpHead head = new HttpHead();
        ByteBuffer bytes = bytes("x".repeat(3 * HttpHead.MAX_BYTES));

        assertEquals(Optional.empty(), head.feed(bytes));
        assertTrue(head.isTooLong());
        assertEquals(HttpHead.MAX_BYTES, bytes.position());
        assertEquals(Optional.empty(), head.feed(bytes(HEAD)));
    }

    @Test
    void aHeadOfTheLargestSizeIsFound() {
        String largest = "x".repeat(HttpHead.MAX_BYTES - 4) + "\r\n\r\n";
        HttpHead head = new HttpHead();

        assertEquals(Optional.of(largest), head.feed(bytes(largest)));
    }

    @Test
    void lineFeedsAloneEndNothing() {
        HttpHead head = new HttpHead();

        assertEquals(Optional.empty(), head.feed(bytes("HTTP/1.1 101 x\n\nHTTP\r\n\n\r")));
        assertFalse(head.isTooLong());
    }

    @Test
    void headersAreFoundWhateverTheirCase() {
        String head = "HTTP/1.1 101 x: y\r\nSEC-WebSocket-accept:  abc \r\nEmpty:\r\n: none\r\n\r\n";

        assertEquals(Optional.of("abc"), HttpHead.header(head, "Sec-WebSocket-Accept"));
        assertEquals(Optional.of(""), HttpHead.header(head, "empty"));
        assertEquals(Optional.empty(), HttpHead.header(head, "Sec-WebSocket"));
        assertEquals(Optional.empty(), HttpHead.header(head, ""));
    }

    @Property(tries = 500)
    void noBytesMakeItThrow(@ForAll @Size(max = 200) byte[] bytes) {
        new HttpHead().feed(ByteBuffer.wrap(bytes));
        HttpHead.header(new String(bytes, StandardCharsets.ISO_8859_1), "a");
    }

    /** The example of RFC 6455 section 1.3. */
    @Test
    void theAnswerToAKeyIsThatOfTheStandard() {
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketKey.accept("dGhlIHNhbXBsZSBub25jZQ=="));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
