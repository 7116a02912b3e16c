package dev.magicsock.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HttpResponseReaderTest {

    private static final int MAX_HEAD = 400;
    private static final int MAX_BODY = 100;

    @Test
    void aBodyHasTheLengthThatTheHeadSays() {
        HttpResponse response = accept("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b c \r\n\r\nhello");

        assertEquals(200, response.status());
        assertEquals("200 OK", response.statusLine());
        assertEquals(Optional.of("b c"), response.header("x-a"));
        assertEquals("hello", text(response));
    }

    @Test
    void chunksAreJoinedAndTrailersForgotten() {
        assertEquals("hello world", text(accept("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
                + "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n")));
    }

    @Test
    void withoutALengthTheBodyLastsUntilTheEnd() {
        HttpResponseReader reader = whole();
        feed(reader, "HTTP/1.0 200\n\nhello");
        assertFalse(reader.isOver());
        reader.endOfStream();
        assertEquals("hello", text(reader.response().orElseThrow()));
    }

    @Test
    void someAnswersHaveNoBodyAndInterimOnesAreSkipped() {
        assertEquals(204, accept("HTTP/1.1 204 No Content\r\n\r\n").status());
        assertEquals(304, accept("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n").status());
        HttpResponse response = accept("HTTP/1.1 100 Continue\r\nX: 1\r\n\r\nHTTP/1.1 204 Done\r\n\r\n");
        assertEquals(List.of(), response.headers());
    }

    @Test
    void nothingBehindTheResponseIsTaken() {
        HttpResponseReader reader = HttpResponseReader.ofHead(MAX_HEAD);
        byte[] bytes = bytes("HTTP/1.1 200 Connection established\r\n\r\nTUNNEL");

        assertEquals(bytes.length - 6, reader.read(bytes, 0, bytes.length));
        assertTrue(reader.response().isPresent());
    }

    @Test
    void whatIsNoHttpIsRejected() {
        for (String text : List.of("\r\n", "SSH-2.0-x\r\n", "HTTP/2 200\r\n", "HTTP/1.1 20 OK\r\n", "HTTP/1.1 2000\r\n",
                "HTTP/1.1 099 X\r\n", "HTTP/1.1 200 \u0001\r\n", "ICY 200 OK\r\n")) {
            reject(HttpRejection.NOT_HTTP, text);
        }
    }

    @Test
    void malformedHeadersAreRejected() {
        for (String line : List.of("no colon", ": empty", "a b: c", "X: \u0000", " folded: x")) {
            reject(HttpRejection.MALFORMED_HEADER, "HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n");
        }
    }

    @Test
    void lengthsMustBeNumbersAndAgree() {
        for (String length : List.of("-1", "", "1x", "99999999999", "1, 1")) {
            reject(HttpRejection.BAD_LENGTH, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
        }
        reject(HttpRejection.BAD_LENGTH, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
        assertEquals("a", text(accept("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na")));
        reject(HttpRejection.UNKNOWN_TRANSFER_CODING, "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
    }

    @Test
    void everythingHasABound() {
        reject(HttpRejection.HEAD_TOO_LARGE, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(MAX_HEAD));
        reject(HttpRejection.HEAD_TOO_LARGE, "HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
        reject(HttpRejection.BODY_TOO_LARGE, "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n");
        reject(HttpRejection.BODY_TOO_LARGE, "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(101));
        reject(HttpRejection.BODY_TOO_LARGE, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n");
        reject(HttpRejection.BODY_TOO_LARGE,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "30\r\n" + "x".repeat(48) + "\r\n40\r\n");
        reject(HttpRejection.HEAD_TOO_LARGE,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "Trailer: x\r\n".repeat(100));
    }

    @Test
    void chunksMustBeWellFormed() {
        for (String chunk : List.of("\r\n", "x\r\n", "-1\r\n", "100000000\r\n", "1\r\nab\r\n", ";\r\n",
                "1".repeat(300))) {
            reject(HttpRejection.MALFORMED_CHUNK, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
        }
    }

    @Property(tries = 100)
    void anEarlyEndIsToldWhereverItIs(@ForAll @IntRange(min = 0, max = 120) int length) {
        String whole = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        HttpResponseReader reader = whole();
        feed(reader, whole.substring(0, Math.min(length, whole.length() - 1)));
        reader.endOfStream();

        assertEquals(Optional.of(HttpRejection.TRUNCATED), reader.rejection());
        assertTrue(reader.response().isEmpty());
    }

    @Property(tries = 100)
    void itDoesNotMatterHowTheBytesAreCut(@ForAll @IntRange(min = 1, max = 20) int piece) {
        byte[] bytes = bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        HttpResponseReader reader = whole();
        for (int at = 0; at < bytes.length; at += piece) {
            reader.read(bytes, at, Math.min(piece, bytes.length - at));
        }
        assertEquals("hello", text(reader.response().orElseThrow()));
    }

    @Property(tries = 500)
    void noBytesBreakTheReader(@ForAll @Size(max = 300) byte[] bytes, @ForAll boolean afterAHead) {
        HttpResponseReader reader = whole();
        if (afterAHead) {
            feed(reader, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n");
        }
        reader.read(bytes, 0, bytes.length);
        reader.endOfStream();
        assertTrue(reader.isOver());
        assertEquals(reader.response().isEmpty(), reader.rejection().isPresent());
        reader.response().ifPresent(response -> assertTrue(response.body().length <= MAX_BODY));
    }

    @Test
    void requestsCannotBeSplit() {
        assertThrows(IllegalArgumentException.class, () -> HttpRequest.get("/a b", "host"));
        assertThrows(IllegalArgumentException.class, () -> HttpRequest.get("/\r\nX: y", "host"));
        assertThrows(IllegalArgumentException.class, () -> new HttpHeader("X", "a\r\nb"));
        assertThrows(IllegalArgumentException.class, () -> new HttpHeader("X:", "a"));
    }

    @Test
    void aRequestIsOneHeadAndItsBody() {
        assertEquals("PUT /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi",
                new String(HttpRequest.put("/x", "h", bytes("hi")).encode(), StandardCharsets.ISO_8859_1));
    }

    private static HttpResponse accept(String text) {
        HttpResponseReader reader = whole();
        feed(reader, text);
        return reader.response().orElseThrow(() -> new AssertionError(reader.rejection() + ": " + text));
    }

    private static void reject(HttpRejection why, String text) {
        HttpResponseReader reader = whole();
        feed(reader, text);
        assertEquals(Optional.of(why), reader.rejection(), text);
    }

    private static HttpResponseReader whole() {
        return HttpResponseReader.ofWhole(MAX_HEAD, MAX_BODY);
    }

    private static void feed(HttpResponseReader reader, String text) {
        reader.read(bytes(text), 0, text.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.ISO_8859_1);
    }
}
