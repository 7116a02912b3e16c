package dev.magicsock.relaystub.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP side of a relay as a function of the request (relay protocol section 2).
 *
 * <p>Without TLS one listener serves everything ({@link #answer}). With TLS that is the listener behind it, and the
 * plain one serves only the captive-portal check ({@link #answerOnPlainListener}). Thread-safe.
 *
 * @param version what {@code /healthz} reports; plain text without quotes
 */
public record HttpServices(String version) {

    private static final List<Header> SECURITY_HEADERS = List.of(
            new Header("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
            new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; form-action 'none'; "
                    + "base-uri 'self'; block-all-mixed-content; plugin-types 'none'"));

    private static final int MAX_CHALLENGE_LENGTH = 63;

    private static final String INDEX_PAGE = "<!DOCTYPE html><html><head><title>Relay</title></head>"
            + "<body><h1>Relay</h1><p>A relay that speaks the protocol of "
            + "<a href=\"https://iroh.computer\">iroh.computer</a>.</p></body></html>\n";

    public HttpServices {
        if (!version.matches("[A-Za-z0-9.+-]{1,64}")) {
            throw new IllegalArgumentException("not a version: " + version);
        }
    }

    /** The answer of the main listener. */
    public HttpAnswer answer(RequestHead request) {
        return switch (serve(request)) {
            case HttpAnswer.Respond(HttpResponse response) -> new HttpAnswer.Respond(secured(response));
            case HttpAnswer.SwitchToRelay(var relayVersion, HttpResponse response) ->
                    new HttpAnswer.SwitchToRelay(relayVersion, secured(response));
        };
    }

    /** The answer of the plain listener beside one with TLS: everything but the captive-portal check is not found. */
    public HttpResponse answerOnPlainListener(RequestHead request) {
        boolean captivePortalCheck = request.method().equals("GET") && request.path().equals("/generate_204");
        return captivePortalCheck ? generate204(request) : notFound();
    }

    private HttpAnswer serve(RequestHead request) {
        if (!request.method().equals("GET")) {
            return new HttpAnswer.Respond(notFound());
        }
        return switch (request.path()) {
            case "/relay" -> UpgradeRequest.check(request);
            case "/ping" -> respond(ok(List.of(new Header("Access-Control-Allow-Origin", "*")), ""));
            case "/generate_204" -> respond(generate204(request));
            case "/healthz" -> respond(ok(List.of(new Header("Content-Type", "application/json")),
                    "{\"status\":\"ok\",\"version\":\"" + version + "\",\"git_hash\":\"unknown\"}"));
            case "/", "/index.html" ->
                    respond(ok(List.of(new Header("Content-Type", "text/html; charset=utf-8")), INDEX_PAGE));
            case "/robots.txt" -> respond(ok(List.of(), "User-agent: *\nDisallow: /\n"));
            default -> respond(notFound());
        };
    }

    private static HttpAnswer respond(HttpResponse response) {
        return new HttpAnswer.Respond(response);
    }

    private static HttpResponse ok(List<Header> headers, String body) {
        return new HttpResponse(200, "OK", headers, body);
    }

    private static HttpResponse notFound() {
        return new HttpResponse(404, "Not Found", List.of(), "Not Found");
    }

    /** Proves to a client that this relay answers, and not the login page of some hotel. */
    private static HttpResponse generate204(RequestHead request) {
        Optional<String> challenge = request.header("X-Iroh-Challenge").filter(HttpServices::isChallenge);
        List<Header> headers = challenge
                .map(text -> List.of(new Header("X-Iroh-Response", "response " + text)))
                .orElse(List.of());
        return new HttpResponse(204, "No Content", headers, "");
    }

    private static boolean isChallenge(String text) {
        return !text.isEmpty() && text.length() <= MAX_CHALLENGE_LENGTH && text.chars().allMatch(c ->
                c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                        || c == '.' || c == '-' || c == '_');
    }

    private static HttpResponse secured(HttpResponse response) {
        List<Header> headers = new ArrayList<>(response.headers());
        headers.addAll(SECURITY_HEADERS);
        return new HttpResponse(response.status(), response.reason(), headers, response.body());
    }
}
