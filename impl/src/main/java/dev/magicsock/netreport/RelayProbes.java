package dev.magicsock.netreport;

import dev.magicsock.http.HttpHeader;
import dev.magicsock.http.HttpRequest;
import dev.magicsock.http.HttpResponse;
import dev.magicsock.identity.RelayUrl;
import java.util.Optional;

/** The HTTP requests by which a relay is probed, and what their answers mean (relay protocol section 2). */
public final class RelayProbes {

    private static final String CHALLENGE = "X-Iroh-Challenge";
    private static final String RESPONSE = "X-Iroh-Response";
    private static final int NO_CONTENT = 204;

    /** Relays answer no longer challenge. */
    private static final int MAX_CHALLENGE = 63;

    private RelayProbes() {
    }

    /** Asks for a sign of life; how long the answer takes is the relay's latency. */
    public static HttpRequest ping(RelayUrl relay) {
        return HttpRequest.get("/ping", relay.authority());
    }

    /** Why this is no answer of a relay to {@link #ping}; empty if it is one. Redirects are not followed. */
    public static Optional<String> problemOfPing(HttpResponse response) {
        return response.isSuccess() ? Optional.empty() : Optional.of("answered " + response.statusLine());
    }

    /**
     * The port that the captive-portal check goes to: 80, where portals lie in wait, unless the relay speaks plain HTTP
     * and serves everything on one port.
     */
    public static int portalPort(RelayUrl relay) {
        return relay.isSecure() ? 80 : relay.port();
    }

    /** Asks for nothing, with a challenge. */
    public static HttpRequest generate204(RelayUrl relay) {
        int port = portalPort(relay);
        String authority = port == 80 ? relay.host() : relay.host() + ":" + port;
        return HttpRequest.get("/generate_204", authority, new HttpHeader(CHALLENGE, challenge(relay)));
    }

    /** Judges the answer to {@link #generate204}: the relay repeats the challenge, a portal does not know how. */
    public static CaptivePortal judge(RelayUrl relay, HttpResponse response) {
        boolean repeats = response.header(RESPONSE).filter(("response " + challenge(relay))::equals).isPresent();
        return response.status() == NO_CONTENT && repeats ? CaptivePortal.ABSENT : CaptivePortal.PRESENT;
    }

    /** {@code ts_} and the host name, without what relays would not repeat. */
    static String challenge(RelayUrl relay) {
        StringBuilder text = new StringBuilder("ts_");
        relay.host().chars()
                .filter(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '.' || c == '_' || c == '-')
                .limit(MAX_CHALLENGE - text.length())
                .forEach(c -> text.append((char) c));
        return text.toString();
    }
}
