package dev.magicsock.relaystub.http;

import dev.magicsock.relay.RelayProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The check of a request for {@code /relay} (relay protocol sections 3.2 and 3.3), rule by rule in its order. */
final class UpgradeRequest {

    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String SUPPORTED_VERSION = "13";

    /** RFC 6455 section 1.3. */
    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private UpgradeRequest() {
    }

    static HttpAnswer check(RequestHead request) {
        if (!request.header("Upgrade").equals(Optional.of("websocket"))) {
            return refuse("the Upgrade header must be 'websocket'", List.of());
        }
        Optional<String> key = request.header("Sec-WebSocket-Key");
        if (key.isEmpty()) {
            return refuse("the Sec-WebSocket-Key header is missing", List.of());
        }
        if (!request.header(VERSION).equals(Optional.of(SUPPORTED_VERSION))) {
            return refuse("the " + VERSION + " header must be " + SUPPORTED_VERSION,
                    List.of(new Header(VERSION, SUPPORTED_VERSION)));
        }
        Optional<String> offer = request.header(PROTOCOL);
        if (offer.isEmpty() || !isAscii(offer.get())) {
            return refuse("the " + PROTOCOL + " header is missing or not ASCII", List.of());
        }
        return RelayProtocolVersion.choose(offer.get())
                .map(version -> accept(key.get(), version))
                .orElseGet(() -> refuse("no supported protocol in " + PROTOCOL + "; supported are "
                        + RelayProtocolVersion.OFFER, List.of()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static HttpAnswer refuse(String why, List<Header> headers) {
        return new HttpAnswer.Respond(new HttpResponse(400, "Bad Request", headers, why));
    }

    private static HttpAnswer accept(String key, RelayProtocolVersion version) {
        return new HttpAnswer.SwitchToRelay(version, new HttpResponse(101, "Switching Protocols", List.of(
                new Header("Upgrade", "websocket"),
                new Header("Connection", "upgrade"),
                new Header("Sec-WebSocket-Accept", acceptKey(key)),
                new Header(PROTOCOL, version.subprotocol())), ""));
    }

    private static String acceptKey(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
