package dev.magicsock.relaystub.http;

import java.util.Objects;

/**
 * One header line.
 *
 * @param name  compared without regard to case (RFC 9110 section 5.1)
 * @param value without the white space around it
 */
public record Header(String name, String value) {
    public Header {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }
}
