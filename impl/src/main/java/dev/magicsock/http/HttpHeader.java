package dev.magicsock.http;

import java.util.Objects;

/**
 * One field of a head (RFC 9110 section 5).
 *
 * @param name  a token; compared without case
 * @param value visible characters and blanks
 */
public record HttpHeader(String name, String value) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** @throws IllegalArgumentException if this could be mistaken for more than one field */
    public HttpHeader {
        Objects.requireNonNull(value, "value");
        if (!isToken(name)) {
            throw new IllegalArgumentException("'" + name + "' is no name of a header");
        }
        if (!isValue(value)) {
            throw new IllegalArgumentException("the value of " + name + " has control characters");
        }
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z' || TOKEN_MARKS.indexOf(c) >= 0);
    }

    static boolean isValue(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c != 0x7F && c <= 0xFF || c == '\t');
    }

    /** True for a name in any case. */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
