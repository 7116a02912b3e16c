package dev.magicsock.relaystub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadParserTest {

    @Test
    void aWholeHeadIsRead() {
        String text = "GET /relay?token=a%20b HTTP/1.1\r\nHost: relay.example\r\nX-Empty:\r\n\r\n";
        RequestHead head = new RequestHead("GET", "/relay?token=a%20b",
                List.of(new Header("Host", "relay.example"), new Header("X-Empty", "")));
        assertEquals(new RequestHeadResult.Complete(head, text.length()), parse(text + "more"));
        assertEquals("/relay", head.path());
        assertEquals(Optional.of("token=a%20b"), head.query());
        assertEquals(Optional.of("relay.example"), head.header("hOST"));
    }

    @Test
    void aHeadIsIncompleteUntilItsEmptyLine() {
        String text = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        for (int length = 0; length < text.length(); length++) {
            assertEquals(new RequestHeadResult.Incomplete(), parse(text.substring(0, length)));
        }
        assertInstanceOf(RequestHeadResult.Complete.class, parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/2\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n", "GET relay HTTP/1.1\r\n\r\n", "G(T / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n folded: x\r\n\r\n", "GET / HTTP/1.1\r\nName : x\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\nc: d\r\n\r\n", "GET / HTTP/1.1\r\na: b\0\r\n\r\n", "\r\n\r\n"})
    void whatIsNoHeadIsRefused(String text) {
        assertInstanceOf(RequestHeadResult.Malformed.class, parse(text));
    }

    @Test
    void headsAreBoundedInBytesAndHeaders() {
        assertInstanceOf(RequestHeadResult.Malformed.class, parse("GET /" + "a".repeat(RequestHeadParser.MAX_BYTES)));
        String hundred = "GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(RequestHeadParser.MAX_HEADERS);
        assertInstanceOf(RequestHeadResult.Complete.class, parse(hundred + "\r\n"));
        assertInstanceOf(RequestHeadResult.Malformed.class, parse(hundred + "a: b\r\n\r\n"));
    }

    @Property(tries = 300)
    void randomBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] bytes, @ForAll String text) {
        assertNotNull(RequestHeadParser.parse(bytes, bytes.length));
        RequestHeadResult result = parse("GET /" + text + " HTTP/1.1\r\n" + text + ": " + text + "\r\n\r\n");
        if (result instanceof RequestHeadResult.Complete(RequestHead head, int _)) {
            assertNotNull(BearerToken.of(head));
            assertNotNull(new HttpServices("1").answer(head));
        }
    }

    private static RequestHeadResult parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return RequestHeadParser.parse(bytes, bytes.length);
    }
}
