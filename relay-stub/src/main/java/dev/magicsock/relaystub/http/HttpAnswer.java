package dev.magicsock.relaystub.http;

import dev.magicsock.relay.RelayProtocolVersion;

/** What to do about a request. */
public sealed interface HttpAnswer {

    /** What to send in either case. */
    HttpResponse response();

    /** Send the response; the relay protocol has nothing to do with it. */
    record Respond(HttpResponse response) implements HttpAnswer {
    }

    /** Send the response, then speak this version of the relay protocol over WebSocket. */
    record SwitchToRelay(RelayProtocolVersion version, HttpResponse response) implements HttpAnswer {
    }
}
