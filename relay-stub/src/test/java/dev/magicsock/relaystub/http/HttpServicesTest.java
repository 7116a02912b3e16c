package dev.magicsock.relaystub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.RelayProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServicesTest {

    private final HttpServices services = new HttpServices("1.2.3");

    @Test
    void anUpgradeIsAcceptedWithTheKeyOfRfc6455() {
        HttpAnswer answer = services.answer(upgrade());
        HttpAnswer.SwitchToRelay accepted = assertInstanceOf(HttpAnswer.SwitchToRelay.class, answer);
        assertEquals(RelayProtocolVersion.V2, accepted.version());
        assertEquals(101, accepted.response().status());
        // RFC 6455 section 1.3 gives this pair of key and accept value.
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", header(accepted.response(), "Sec-WebSocket-Accept"));
        assertEquals("websocket", header(accepted.response(), "Upgrade"));
        assertEquals("upgrade", header(accepted.response(), "Connection"));
        assertEquals("iroh-relay-v2", header(accepted.response(), "Sec-WebSocket-Protocol"));
        assertTrue(accepted.response().headers().size() <= 25, "clients parse at most 25 headers");
    }

    @Test
    void aQueryDoesNotMatterForThePath() {
        assertInstanceOf(HttpAnswer.SwitchToRelay.class, services.answer(upgrade("/relay?token=x")));
    }

    @ParameterizedTest
    @CsvSource({"iroh-relay-v1,V1", "'iroh-relay-v1,iroh-relay-v2',V2", "'baz, iroh-relay-v1, iroh-relay-v2, boo',V2"})
    void theHighestVersionIsChosen(String offer, RelayProtocolVersion version) {
        HttpAnswer answer = services.answer(with(upgrade(), "Sec-WebSocket-Protocol", offer));
        assertEquals(version, assertInstanceOf(HttpAnswer.SwitchToRelay.class, answer).version());
    }

    @Test
    void theRulesAreCheckedInTheirOrder() {
        RequestHead nothing = new RequestHead("GET", "/relay", List.of());
        refused(nothing, "Upgrade");
        refused(with(nothing, "Upgrade", "WebSocket"), "Upgrade");
        RequestHead upgrade = with(nothing, "Upgrade", "websocket");
        refused(upgrade, "Sec-WebSocket-Key");
        RequestHead key = with(upgrade, "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        assertEquals("13", header(refused(key, "Sec-WebSocket-Version"), "Sec-WebSocket-Version"));
        assertEquals("13", header(refused(with(key, "Sec-WebSocket-Version", "8"), "Sec-WebSocket-Version"),
                "Sec-WebSocket-Version"));
        RequestHead version = with(key, "Sec-WebSocket-Version", "13");
        refused(version, "Sec-WebSocket-Protocol");
        refused(with(version, "Sec-WebSocket-Protocol", "iroh-relay-v2é"), "Sec-WebSocket-Protocol");
        refused(with(version, "Sec-WebSocket-Protocol", "iroh-relay-v9"), "iroh-relay-v2");
    }

    @Test
    void onlyTheFirstLineOfTheOfferCounts() {
        RequestHead request = upgrade();
        List<Header> headers = new ArrayList<>(request.headers());
        headers.addFirst(new Header("Sec-WebSocket-Protocol", "other"));
        assertInstanceOf(HttpAnswer.Respond.class, services.answer(new RequestHead("GET", "/relay", headers)));
    }

    @Test
    void pingAnswersAnyOrigin() {
        HttpResponse response = services.answer(get("/ping")).response();
        assertEquals(200, response.status());
        assertEquals("*", header(response, "Access-Control-Allow-Origin"));
        assertEquals("", response.body());
    }

    @Test
    void healthSaysItsVersion() {
        assertEquals("{\"status\":\"ok\",\"version\":\"1.2.3\",\"git_hash\":\"unknown\"}",
                services.answer(get("/healthz")).response().body());
        assertThrows(IllegalArgumentException.class, () -> new HttpServices("1\"}"));
    }

    @Test
    void theIndexAndTheRobotsFileAreServed() {
        assertTrue(services.answer(get("/")).response().body().contains("iroh.computer"));
        assertEquals(services.answer(get("/")), services.answer(get("/index.html")));
        assertEquals("User-agent: *\nDisallow: /\n", services.answer(get("/robots.txt")).response().body());
    }

    @Test
    void everythingElseIsNotFound() {
        for (RequestHead request : List.of(get("/other"), get("/ping/"), new RequestHead("POST", "/ping", List.of()),
                new RequestHead("POST", "/relay", upgrade().headers()))) {
            HttpResponse response = services.answer(request).response();
            assertEquals(404, response.status());
            assertEquals("Not Found", response.body());
        }
    }

    @Test
    void everyAnswerOfTheMainListenerHasTheSecurityHeaders() {
        for (RequestHead request : List.of(get("/"), get("/nowhere"), get("/generate_204"), upgrade())) {
            HttpResponse response = services.answer(request).response();
            assertEquals("max-age=63072000; includeSubDomains", header(response, "Strict-Transport-Security"));
            assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'none'; "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ts_relay.example.org", "A-Z_0.9",
        "123456789012345678901234567890123456789012345678901234567890123"})
    void captivePortalChallengesAreAnswered(String challenge) {
        HttpResponse response = services.answer(with(get("/generate_204"), "X-Iroh-Challenge", challenge)).response();
        assertEquals(204, response.status());
        assertEquals("response " + challenge, header(response, "X-Iroh-Response"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a/b",
        "1234567890123456789012345678901234567890123456789012345678901234"})
    void otherChallengesAreNot(String challenge) {
        HttpResponse response = services.answer(with(get("/generate_204"), "X-Iroh-Challenge", challenge)).response();
        assertEquals(204, response.status());
        assertEquals(Optional.empty(), response.headers().stream()
                .filter(header -> header.name().equals("X-Iroh-Response")).findFirst());
    }

    @Test
    void thePlainListenerServesTheCaptivePortalCheckOnly() {
        HttpResponse response =
                services.answerOnPlainListener(with(get("/generate_204"), "x-iroh-challenge", "ts_a"));
        assertEquals(List.of(new Header("X-Iroh-Response", "response ts_a")), response.headers());
        assertEquals(404, services.answerOnPlainListener(upgrade()).status());
        assertEquals(404, services.answerOnPlainListener(new RequestHead("POST", "/generate_204", List.of())).status());
    }

    @Test
    void responsesAreWrittenWithTheirLengthWhereTheyCanHaveABody() {
        assertEquals("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nNot Found",
                text(services.answerOnPlainListener(get("/"))));
        assertEquals("HTTP/1.1 204 No Content\r\n\r\n", text(services.answerOnPlainListener(get("/generate_204"))));
        assertTrue(text(services.answer(upgrade()).response()).endsWith("\r\n\r\n"));
    }

    private HttpResponse refused(RequestHead request, String mention) {
        HttpResponse response = assertInstanceOf(HttpAnswer.Respond.class, services.answer(request)).response();
        assertEquals(400, response.status());
        assertTrue(response.body().contains(mention), response.body());
        return response;
    }

    private static RequestHead upgrade() {
        return upgrade("/relay");
    }

    private static RequestHead upgrade(String target) {
        return new RequestHead("GET", target, List.of(
                new Header("Host", "relay.example"),
                new Header("upgrade", "websocket"),
                new Header("Connection", "Upgrade"),
                new Header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                new Header("Sec-WebSocket-Version", "13"),
                new Header("Sec-WebSocket-Protocol", RelayProtocolVersion.OFFER)));
    }

    private static RequestHead get(String target) {
        return new RequestHead("GET", target, List.of());
    }

    private static RequestHead with(RequestHead request, String name, String value) {
        List<Header> headers = new ArrayList<>(request.headers());
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        headers.add(new Header(name, value));
        return new RequestHead(request.method(), request.target(), headers);
    }

    private static String header(HttpResponse response, String name) {
        return response.headers().stream().filter(header -> header.name().equals(name)).findFirst()
                .orElseThrow().value();
    }

    private static String text(HttpResponse response) {
        return new String(response.encode(), StandardCharsets.UTF_8);
    }
}
