package dev.magicsock.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A request after which the connection is closed, unless it opens a tunnel.
 *
 * @param method  such as {@code GET}
 * @param target  such as {@code /ping}, or {@code host:port} of a tunnel (RFC 9112 section 3.2)
 * @param headers in their order, {@code Host} among them; {@code Content-Length} is added for a body
 * @param body    belongs to the request from now on
 */
public record HttpRequest(String method, String target, List<HttpHeader> headers, byte[] body) {

    /** @throws IllegalArgumentException if method or target could be mistaken for something else */
    public HttpRequest {
        headers = List.copyOf(headers);
        Objects.requireNonNull(body, "body");
        boolean visible = !target.isEmpty() && target.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (!HttpHeader.isToken(method) || !visible) {
            throw new IllegalArgumentException("not a request: " + method + " " + target);
        }
    }

    /** A request for a resource, without a body. */
    public static HttpRequest get(String target, String authority, HttpHeader... more) {
        return new HttpRequest("GET", target, closing(authority, more), new byte[0]);
    }

    /** A request to store a resource. */
    public static HttpRequest put(String target, String authority, byte[] body, HttpHeader... more) {
        return new HttpRequest("PUT", target, closing(authority, more), body);
    }

    private static List<HttpHeader> closing(String authority, HttpHeader... more) {
        return Stream.concat(
                Stream.of(new HttpHeader("Host", authority), new HttpHeader("Connection", "close")),
                Stream.of(more)).toList();
    }

    /** The bytes on the wire. */
    public byte[] encode() {
        StringBuilder head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
