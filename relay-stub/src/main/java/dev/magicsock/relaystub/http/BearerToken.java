package dev.magicsock.relaystub.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rule by which a relay finds the client's token in a request (relay protocol section 12). */
public final class BearerToken {

    private static final String SCHEME = "bearer";
    private static final String PARAMETER = "token=";

    private BearerToken() {
    }

    /**
     * The token of the first {@code Authorization} header of the scheme {@code Bearer}; without one, the query
     * parameter {@code token}. An {@code Authorization} value with anything but visible ASCII means no token at all.
     */
    public static Optional<String> of(RequestHead request) {
        for (Header header : request.headers()) {
            if (!header.name().equalsIgnoreCase("Authorization")) {
                continue;
            }
            if (!isVisibleAscii(header.value())) {
                return Optional.empty();
            }
            Optional<String> token = inAuthorization(header.value());
            if (token.isPresent()) {
                return token;
            }
        }
        return request.query().flatMap(BearerToken::inQuery);
    }

    private static boolean isVisibleAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t');
    }

    private static Optional<String> inAuthorization(String value) {
        int space = value.indexOf(' ');
        return space >= 0 && value.substring(0, space).equalsIgnoreCase(SCHEME)
                ? Optional.of(value.substring(space + 1).strip())
                : Optional.empty();
    }

    private static Optional<String> inQuery(String query) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith(PARAMETER)) {
                return decode(parameter.substring(PARAMETER.length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decode(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // A percent sign without two hex digits behind it: no token can be meant.
            return Optional.empty();
        }
    }
}
