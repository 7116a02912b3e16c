package dev.magicsock.relaystub.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The head of an HTTP request: everything before its body.
 *
 * @param method  for example {@code GET}, case-sensitive
 * @param target  the path with its query, for example {@code /relay?token=x}
 * @param headers in the order of the request
 */
public record RequestHead(String method, String target, List<Header> headers) {

    public RequestHead {
        Objects.requireNonNull(method);
        Objects.requireNonNull(target);
        headers = List.copyOf(headers);
    }

    /** The target up to its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What follows the first question mark, still encoded. */
    public Optional<String> query() {
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }

    /** The value of the first header line with this name. */
    public Optional<String> header(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).findFirst();
    }
}
