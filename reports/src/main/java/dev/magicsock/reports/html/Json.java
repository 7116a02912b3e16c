package dev.magicsock.reports.html;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes compact JSON that may stand inside a script element: ASCII, and no character that means anything in HTML.
 * Texts show what could mislead a reader as codes, like those of {@link Markup}. Not thread-safe.
 */
public final class Json {

    private static final SafeText SAFE = new SafeText(Glyphs.UNICODE);
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    public Json object() {
        return open('{');
    }

    public Json array() {
        return open('[');
    }

    public Json endObject() {
        return end('}');
    }

    public Json endArray() {
        return end(']');
    }

    /** The key of the value that comes next. */
    public Json key(String name) {
        separate();
        string(name);
        out.append(':');
        first = true;
        return this;
    }

    public Json value(long number) {
        return number(Long.toString(number));
    }

    /** A number that is written already, such as a decimal fraction. */
    public Json number(String digits) {
        separate();
        out.append(digits);
        return this;
    }

    public Json value(boolean truth) {
        return number(Boolean.toString(truth));
    }

    public Json value(String text) {
        separate();
        string(SAFE.escape(text));
        return this;
    }

    /** A virtual time in nanoseconds. */
    public Json value(Instant at) {
        return value(Duration.between(Instant.EPOCH, at).toNanos());
    }

    private Json open(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    private Json end(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == '\'') {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 0xF));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
