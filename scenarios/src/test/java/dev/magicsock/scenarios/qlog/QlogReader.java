package dev.magicsock.scenarios.qlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads qlog strictly, by the drafts alone: JSON text sequences (RFC 7464), the first record, the fields that every
 * event must have, times that never go back, names that belong to a schema, and paths that were explained before.
 */
final class QlogReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    final JsonNode header;
    final List<JsonNode> events = new ArrayList<>();

    private QlogReader(JsonNode header) {
        this.header = header;
    }

    static QlogReader read(byte[] file) {
        List<String> records = List.of(new String(file, StandardCharsets.UTF_8).split("\u001e", -1));
        assertEquals("", records.getFirst(), "the file does not begin with a record separator");
        records.subList(1, records.size()).forEach(record -> assertTrue(record.endsWith("}\n"), record));
        QlogReader reader = new QlogReader(JSON.readTree(records.get(1)));
        reader.checkHeader();
        records.subList(2, records.size()).forEach(record -> reader.events.add(JSON.readTree(record)));
        reader.checkEvents();
        return reader;
    }

    private void checkHeader() {
        assertEquals("urn:ietf:params:qlog:file:sequential", header.get("file_schema").asString());
        assertEquals("application/qlog+json-seq", header.get("serialization_format").asString());
        JsonNode trace = header.get("trace");
        assertTrue(Set.of("client", "server", "network", "unknown")
                .contains(trace.get("vantage_point").get("type").asString()));
        assertTrue(trace.get("event_schemas").isArray() && !trace.get("event_schemas").isEmpty());
        JsonNode reference = trace.get("common_fields").get("reference_time");
        assertEquals("monotonic", reference.get("clock_type").asString());
        assertEquals("unknown", reference.get("epoch").asString(), "a monotonic clock has no epoch");
    }

    private void checkEvents() {
        BigDecimal before = BigDecimal.ZERO;
        Set<String> tuples = new HashSet<>();
        for (JsonNode event : events) {
            BigDecimal time = event.get("time").decimalValue();
            assertTrue(time.compareTo(before) >= 0, () -> "time goes back: " + event);
            before = time;
            assertTrue(event.get("name").asString().matches("(quic|magicsock|simulation):[a-z_]+"), event::toString);
            assertTrue(event.get("data").isObject(), event::toString);
            assertLowercase(event);
            if (event.get("name").asString().equals("quic:tuple_assigned")) {
                tuples.add(event.get("data").get("tuple_id").asString());
            }
            assertTrue(!event.has("tuple") || tuples.contains(event.get("tuple").asString()), event::toString);
        }
    }

    private static void assertLowercase(JsonNode node) {
        node.propertyNames().forEach(name -> assertTrue(name.matches("[a-z0-9_]+"), name));
        node.forEach(QlogReader::assertLowercase);
    }

    List<JsonNode> named(String name) {
        return events.stream().filter(event -> event.get("name").asString().equals(name)).toList();
    }
}
