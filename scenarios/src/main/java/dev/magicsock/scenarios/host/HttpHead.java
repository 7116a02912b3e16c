package dev.magicsock.scenarios.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Collects the head of an HTTP/1.1 message from a stream, up to and including its empty line (RFC 9112 section 2.1).
 */
final class HttpHead {

    /** More than any upgrade needs; what exceeds it is no upgrade. */
    static final int MAX_BYTES = 8192;

    private static final String END = "\r\n\r\n";

    private final StringBuilder collected = new StringBuilder();

    /** Takes bytes up to the end of the head and leaves the rest; the head once it is complete. */
    Optional<String> feed(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !isTooLong()) {
            collected.append((char) (bytes.get() & 0xFF));
            if (collected.length() >= END.length() && collected.indexOf(END, collected.length() - END.length()) >= 0) {
                return Optional.of(collected.toString());
            }
        }
        return Optional.empty();
    }

    boolean isTooLong() {
        return collected.length() >= MAX_BYTES;
    }

    /** The value of a header of this head, its name compared without regard to case. */
    static Optional<String> header(String head, String name) {
        for (String line : head.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    static ByteBuffer encode(String head) {
        return ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
    }
}
