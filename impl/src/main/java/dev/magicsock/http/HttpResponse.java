package dev.magicsock.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A response.
 *
 * @param status  100 to 999
 * @param reason  the words behind the number, may be empty
 * @param headers in their order
 * @param body    without its transfer coding; empty if only the head was asked for
 */
public record HttpResponse(int status, String reason, List<HttpHeader> headers, byte[] body) {

    public HttpResponse {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(body, "body");
        headers = List.copyOf(headers);
    }

    /** True for 200 to 299. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The value of the first header of a name in any case. */
    public Optional<String> header(String name) {
        return headers.stream().filter(header -> header.is(name)).map(HttpHeader::value).findFirst();
    }

    /** The status line for people: {@code 404 Not Found}. */
    public String statusLine() {
        return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
    }
}
