package dev.magicsock.relaystub.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A whole HTTP/1.1 response.
 *
 * @param status  in [100, 599]
 * @param reason  the phrase behind the status
 * @param headers without {@code Content-Length}, which {@link #encode} adds where a body is possible
 * @param body    may be empty
 */
public record HttpResponse(int status, String reason, List<Header> headers, String body) {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;

    public HttpResponse {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(body);
        headers = List.copyOf(headers);
    }

    /** The bytes on the wire. */
    public byte[] encode() {
        return (head() + body).getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes on the wire without the body: the answer to a HEAD request (RFC 9110 section 9.3.2). */
    public byte[] encodeHead() {
        return head().getBytes(StandardCharsets.UTF_8);
    }

    private String head() {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason).append("\r\n");
        headers.forEach(header -> text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (status != SWITCHING_PROTOCOLS && status != NO_CONTENT) {
            text.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
        }
        return text.append("\r\n").toString();
    }
}
