package dev.magicsock.reports.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds one JSON object on one line, in ASCII: whatever else is in a text becomes an escape, so that no text can end
 * the line, move a cursor or be cut within a character. Keys come out in the order in which they were put.
 */
public final class JsonLine {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder("{");

    /** Adds a text. */
    public JsonLine put(String key, String value) {
        key(key);
        string(value);
        return this;
    }

    /** Adds a number. */
    public JsonLine put(String key, long value) {
        key(key);
        out.append(value);
        return this;
    }

    /** Adds a number as it is. */
    public JsonLine put(String key, BigDecimal value) {
        key(key);
        out.append(value.toPlainString());
        return this;
    }

    /** Adds a truth value. */
    public JsonLine put(String key, boolean value) {
        key(key);
        out.append(value);
        return this;
    }

    /** Adds an array of objects. */
    public JsonLine putObjects(String key, List<JsonLine> values) {
        key(key);
        out.append(values.stream().map(JsonLine::toString).collect(Collectors.joining(",", "[", "]")));
        return this;
    }

    /** Adds an array of one number. */
    public JsonLine putNumbers(String key, long value) {
        key(key);
        out.append('[').append(value).append(']');
        return this;
    }

    /** Adds an array of arrays of numbers. */
    public JsonLine putNumbers(String key, List<List<Long>> values) {
        key(key);
        out.append(values.stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]")));
        return this;
    }

    /** Adds a virtual time as nanoseconds since the start of the run. */
    public JsonLine put(String key, Instant at) {
        return put(key, Duration.between(Instant.EPOCH, at).toNanos());
    }

    /** Adds a text where there is one. */
    public JsonLine put(String key, Optional<String> value) {
        value.ifPresent(text -> put(key, text));
        return this;
    }

    /** Adds an object. */
    public JsonLine put(String key, JsonLine value) {
        key(key);
        out.append(value);
        return this;
    }

    /** Adds an array of texts. */
    public JsonLine put(String key, List<String> values) {
        key(key);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ",");
            string(values.get(i));
        }
        out.append(']');
        return this;
    }

    private void key(String key) {
        if (out.length() > 1) {
            out.append(',');
        }
        string(key);
        out.append(':');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == '"' || unit == '\\') {
                out.append('\\').append(unit);
            } else if (unit >= ' ' && unit < 0x7F) {
                out.append(unit);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(unit >>> shift & 0xF));
                }
            }
        }
        out.append('"');
    }

    /** The object, without a line end. */
    @Override
    public String toString() {
        return out + "}";
    }
}
