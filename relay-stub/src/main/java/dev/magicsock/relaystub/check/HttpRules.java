package dev.magicsock.relaystub.check;

import static dev.magicsock.relaystub.check.CheckSession.require;

import dev.magicsock.relaystub.check.Rule.Broken;
import dev.magicsock.relaystub.check.Rule.Inapplicable;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;

/** The services beside the relay itself (relay protocol section 2). */
final class HttpRules {

    private static final int HTTP_PORT = 80;

    private HttpRules() {
    }

    static List<Rule> rules() {
        return List.of(
                Rule.of("http.ping", "2", "GET /ping is answered 200, empty, for scripts of any origin", session -> {
                    HttpReply reply = status(session.get("/ping"), 200);
                    header(reply, "Access-Control-Allow-Origin", "*");
                    body(reply, "");
                }),
                Rule.of("http.query", "2", "the query is not part of the path",
                        session -> status(session.get("/ping?x=1"), 200)),
                Rule.of("http.generate-204", "2",
                        "GET /generate_204 proves with its challenge who answers", session -> {
                    HttpReply reply = status(captivePortalCheck(session, "ts_relay.Example-1"), 204);
                    header(reply, "X-Iroh-Response", "response ts_relay.Example-1");
                }),
                Rule.of("http.generate-204-challenge", "2",
                        "a challenge too long or of other characters is not repeated",
                        session -> {
                            noResponse(captivePortalCheck(session, "x".repeat(64)));
                            noResponse(captivePortalCheck(session, "a b"));
                            noResponse(captivePortalCheck(session, "a<b>"));
                            header(captivePortalCheck(session, "x".repeat(63)), "X-Iroh-Response",
                                    "response " + "x".repeat(63));
                        }),
                new Rule("http.healthz", "2", "GET /healthz says ok and the version as JSON", session -> {
                    HttpReply reply = status(session.get("/healthz"), 200);
                    header(reply, "Content-Type", "application/json");
                    boolean ok = reply.body().startsWith("{\"status\":\"ok\",\"version\":\"");
                    require(ok, "the body is " + reply.body());
                    return reply.body();
                }),
                Rule.of("http.index", "2", "GET / and /index.html give a page", session -> {
                    for (String path : List.of("/", "/index.html")) {
                        HttpReply reply = status(session.get(path), 200);
                        header(reply, "Content-Type", "text/html; charset=utf-8");
                        require(reply.body().contains("iroh.computer"), path + " does not name iroh.computer");
                    }
                }),
                Rule.of("http.robots", "2", "GET /robots.txt turns robots away",
                        session -> body(status(session.get("/robots.txt"), 200), "User-agent: *\nDisallow: /\n")),
                Rule.of("http.not-found", "2", "anything else is not found", session -> {
                    body(status(session.get("/nothing/here"), 404), "Not Found");
                    body(status(session.get("/ping/"), 404), "Not Found");
                    status(session.dial().request(session.request("POST /relay HTTP/1.1", "Content-Length: 0")), 404);
                }),
                Rule.of("http.security-headers", "2", "every answer has the two security headers", session -> {
                    for (String path : List.of("/ping", "/nothing/here", "/relay")) {
                        HttpReply reply = session.get(path);
                        header(reply, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
                        header(reply, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; "
                                + "form-action 'none'; base-uri 'self'; block-all-mixed-content; plugin-types 'none'");
                    }
                }));
    }

    /** With TLS this service is on a plain listener, which clients always seek on port 80. */
    private static HttpReply captivePortalCheck(CheckSession session, String challenge)
            throws IOException, Inapplicable {
        String header = "X-Iroh-Challenge: " + challenge;
        if (!session.target().url().isSecure()) {
            return session.get("/generate_204", header);
        }
        try {
            WireClient plain = session.keep(WireClient.connect(
                    Dialer.plain(session.target().host(), HTTP_PORT, session.target().timeout())));
            return plain.request("GET /generate_204 HTTP/1.1", "Host: " + session.target().url().host(), header);
        } catch (ConnectException e) {
            throw new Inapplicable("with TLS it is on port 80, where nobody listens");
        }
    }

    private static void noResponse(HttpReply reply) throws Broken {
        status(reply, 204);
        require(reply.header("X-Iroh-Response").isEmpty(), "X-Iroh-Response is " + reply.header("X-Iroh-Response"));
    }

    static HttpReply status(HttpReply reply, int expected) throws Broken {
        require(reply.status() == expected, "the status is " + reply.status() + ", not " + expected);
        return reply;
    }

    static void header(HttpReply reply, String name, String expected) throws Broken {
        Optional<String> value = reply.header(name);
        require(value.equals(Optional.of(expected)), name + " is " + value.orElse("missing") + ", not " + expected);
    }

    private static void body(HttpReply reply, String expected) throws Broken {
        require(reply.body().equals(expected), "the body is '" + reply.body() + "', not '" + expected + "'");
    }
}
