package dev.magicsock.relaystub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever bytes come, they are a head, part of one, or no head; nothing else happens. */
class RequestHeadParserPropertiesTest {

    private static final HttpServices SERVICES = new HttpServices("1.2.3");

    /** What a change of one byte of a head does. */
    record Mutation(int at, byte value) {
    }

    @Property(tries = 500)
    void anyBytesHaveAResult(@ForAll @Size(max = 300) byte[] bytes) {
        requireBounds(parse(bytes), bytes.length);
    }

    @Property(tries = 500)
    void textThatLooksLikeHttpHasAResult(@ForAll @From("httpLike") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        requireBounds(parse(bytes), bytes.length);
    }

    @Property(tries = 200)
    void aHeadIsReadAsItWasWritten(@ForAll @From("heads") RequestHead head) {
        byte[] bytes = encode(head);
        assertEquals(new RequestHeadResult.Complete(head, bytes.length), parse(bytes));
    }

    @Property(tries = 200)
    void whatFollowsAHeadDoesNotChangeIt(@ForAll @From("heads") RequestHead head, @ForAll @Size(max = 50) byte[] more) {
        byte[] bytes = encode(head);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, bytes.length, more.length);
        assertEquals(parse(bytes), parse(longer));
    }

    @Property(tries = 100)
    void everyPartOfAHeadIsIncomplete(@ForAll @From("heads") RequestHead head) {
        byte[] bytes = encode(head);
        for (int length = 0; length < bytes.length; length++) {
            assertInstanceOf(RequestHeadResult.Incomplete.class, RequestHeadParser.parse(bytes, length));
        }
    }

    @Property(tries = 500)
    void aDamagedHeadIsAnsweredWithinHttp(@ForAll @From("heads") RequestHead head,
                                          @ForAll @Size(min = 1, max = 5) List<@From("mutations") Mutation> mutations) {
        byte[] bytes = encode(head);
        mutations.forEach(mutation -> bytes[mutation.at() % bytes.length] = mutation.value());
        if (parse(bytes) instanceof RequestHeadResult.Complete(RequestHead read, int _)) {
            requireOneResponse(SERVICES.answer(read).response());
            requireOneResponse(SERVICES.answerOnPlainListener(read));
        }
    }

    @Property(tries = 20)
    void whatNeverEndsIsRefusedAtTheBound(@ForAll @IntRange(min = 0, max = 5000) int beyond) {
        byte[] bytes = new byte[RequestHeadParser.MAX_BYTES + beyond];
        Arrays.fill(bytes, (byte) 'a');
        assertInstanceOf(RequestHeadResult.Malformed.class, parse(bytes));
        assertInstanceOf(RequestHeadResult.Incomplete.class,
                RequestHeadParser.parse(bytes, RequestHeadParser.MAX_BYTES - 1));
    }

    private static RequestHeadResult parse(byte[] bytes) {
        return RequestHeadParser.parse(bytes, bytes.length);
    }

    private static void requireBounds(RequestHeadResult result, int length) {
        if (result instanceof RequestHeadResult.Complete(RequestHead head, int bytes)) {
            assertTrue(bytes <= length);
            assertTrue(head.headers().size() <= RequestHeadParser.MAX_HEADERS);
            requireOneResponse(SERVICES.answer(head).response());
        }
    }

    /** Nothing that a client says can end the head of the response early or add a header of its own. */
    private static void requireOneResponse(HttpResponse response) {
        String text = new String(response.encode(), StandardCharsets.UTF_8);
        String head = text.substring(0, text.indexOf("\r\n\r\n"));
        int contentLength = response.status() == 101 || response.status() == 204 ? 0 : 1;
        assertEquals(1 + response.headers().size() + contentLength, head.split("\r\n", -1).length, text);
        assertEquals(response.body(), text.substring(head.length() + 4));
    }

    private static byte[] encode(RequestHead head) {
        StringBuilder text = new StringBuilder(head.method() + " " + head.target() + " HTTP/1.1\r\n");
        head.headers().forEach(header -> text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Provide
    Arbitrary<RequestHead> heads() {
        Arbitrary<String> methods = Arbitraries.of("GET", "HEAD", "POST", "get", "X-1");
        Arbitrary<String> targets = Arbitraries.of("/relay", "/ping", "/generate_204", "/", "/relay?token=%41", "/?",
                "/healthz", "/robots.txt", "/a%00");
        return Combinators.combine(methods, targets, headers().list().ofMaxSize(12)).as(RequestHead::new);
    }

    private static Arbitrary<Header> headers() {
        Arbitrary<String> names = Arbitraries.of("Host", "Upgrade", "Connection", "Sec-WebSocket-Key",
                "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "X-Iroh-Challenge", "Authorization", "x");
        Arbitrary<String> usual = Arbitraries.of("websocket", "13", "iroh-relay-v2, iroh-relay-v1", "baz,iroh-relay-v1",
                "ts_relay.test", "Bearer t", "", ",", "iroh-relay-v3", "dGhlIHNhbXBsZSBub25jZQ==");
        Arbitrary<String> odd = Arbitraries.strings().withCharRange('!', '~').withCharRange('\u00a1', '\u00ff')
                .ofMaxLength(80);
        return Combinators.combine(names, Arbitraries.oneOf(usual, odd)).as(Header::new);
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        Arbitrary<Byte> bytes = Arbitraries.oneOf(Arbitraries.bytes(),
                Arbitraries.of((byte) '\r', (byte) '\n', (byte) ' ', (byte) ':', (byte) 0, (byte) -1));
        return Combinators.combine(Arbitraries.integers().between(0, 10_000), bytes).as(Mutation::new);
    }

    @Provide
    Arbitrary<String> httpLike() {
        return Arbitraries.of("GET", " ", "/", "/relay", "HTTP/1.1", "HTTP/1.0", "\r\n", "\r", "\n", ":", "Host", "\t",
                "Upgrade", "websocket", "\u0000", "\u007f", "\u00ff", "Sec-WebSocket-Key", "\r\n\r\n", "?", "a")
                .list().ofMaxSize(40).map(parts -> String.join("", parts));
    }
}
