package dev.magicsock.scenarios.cli;

import java.util.Locale;

/** Strings as JSON (RFC 8259). */
final class JsonText {

    private JsonText() {
    }

    /** In quotes, with everything but plain ASCII as an escape: valid whatever somebody said. */
    static String of(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                json.append(c);
            } else {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return json.append('"').toString();
    }
}
