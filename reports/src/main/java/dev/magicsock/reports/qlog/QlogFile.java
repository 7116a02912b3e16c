package dev.magicsock.reports.qlog;

import dev.magicsock.reports.json.JsonLine;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One qlog file: a trace of one vantage point, whose times are milliseconds of virtual time with six decimals.
 *
 * <p>Every write to the stream is exactly one record. Not thread-safe.
 */
public final class QlogFile {

    private static final String FILE_SCHEMA = "urn:ietf:params:qlog:file:sequential";
    private static final String SERIALIZATION = "application/qlog+json-seq";
    private static final char RECORD_SEPARATOR = 0x1E;
    private static final int NANO_DIGITS_OF_MILLIS = 6;

    private final OutputStream target;

    /**
     * What a file says about itself.
     *
     * @param title   in a few words
     * @param about   in more words
     * @param name    of the vantage point
     * @param type    of the vantage point
     * @param group   what tells its events from those of others; empty for no group
     * @param schemas the URIs of the schemas of its events, at least one
     */
    public record Header(String title, String about, String name, VantagePoint type, String group,
            List<String> schemas) {
        public Header {
            Objects.requireNonNull(title);
            Objects.requireNonNull(about);
            Objects.requireNonNull(name);
            Objects.requireNonNull(type);
            Objects.requireNonNull(group);
            schemas = List.copyOf(schemas);
            if (schemas.isEmpty()) {
                throw new IllegalArgumentException("events without a schema");
            }
        }
    }

    /** From where events are seen (section 6). */
    public enum VantagePoint {
        /** The endpoint that began a connection. */
        CLIENT("client"),
        /** The endpoint that accepted it. */
        SERVER("server"),
        /** Neither, or both. */
        UNKNOWN("unknown");

        private final String word;

        VantagePoint(String word) {
            this.word = word;
        }
    }

    /**
     * Begins the file.
     *
     * @throws IOException where the stream fails, as everywhere here
     */
    public QlogFile(OutputStream target, Header header) throws IOException {
        this.target = target;
        JsonLine common = new JsonLine();
        if (!header.group.isEmpty()) {
            common.put("group_id", header.group);
        }
        common.put("time_format", "relative_to_epoch")
                .put("reference_time", new JsonLine().put("clock_type", "monotonic").put("epoch", "unknown"));
        write(new JsonLine().put("file_schema", FILE_SCHEMA).put("serialization_format", SERIALIZATION)
                .put("title", header.title).put("description", header.about)
                .put("trace", new JsonLine().put("common_fields", common)
                        .put("vantage_point", new JsonLine().put("name", header.name).put("type", header.type.word))
                        .put("event_schemas", header.schemas)));
    }

    /**
     * Adds an event.
     *
     * @param at    not before the event in front of it
     * @param name  namespace, colon and type
     * @param tuple on which path it happened; empty where that is not known or makes no difference
     */
    public void event(Instant at, String name, String tuple, JsonLine data) throws IOException {
        JsonLine event = new JsonLine().put("time", millis(Duration.between(Instant.EPOCH, at))).put("name", name);
        if (!tuple.isEmpty()) {
            event.put("tuple", tuple);
        }
        write(event.put("data", data));
    }

    /** A duration as a number of milliseconds. */
    public static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS_OF_MILLIS);
    }

    private void write(JsonLine text) throws IOException {
        target.write((RECORD_SEPARATOR + text.toString() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
