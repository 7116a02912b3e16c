package dev.magicsock.relaystub.check;

import dev.magicsock.relaystub.http.Header;
import java.util.List;
import java.util.Optional;

/** What came back for an HTTP request. */
public record HttpReply(int status, List<Header> headers, String body) {

    public HttpReply {
        headers = List.copyOf(headers);
    }

    /** The value of the first header with this name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).findFirst();
    }
}
