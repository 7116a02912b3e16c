package dev.magicsock.reports.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.magicsock.reports.RandomRuns;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.RecordedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventLinesTest {

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(EventLines.schema());

    @Test
    void theSamplesFitTheSchemaAndTimeNeverGoesBack() {
        Stream.of(Samples.failing(), Samples.passing(), Samples.empty()).forEach(EventLinesTest::check);
    }

    @Property(tries = 25)
    void everyRunFitsTheSchema(@ForAll long seed) {
        check(RandomRuns.of(seed));
    }

    @Test
    void theSchemaRefusesWhatIsNoLineOfOurs() {
        assertFalse(SCHEMA.validate("{\"type\":\"surprise\"}", InputFormat.JSON).isEmpty());
        assertFalse(SCHEMA.validate("{\"type\":\"end\",\"at\":-1}", InputFormat.JSON).isEmpty());
    }

    @Test
    void everyEventPathAndProbeOfTheRecordHasItsLine() {
        RecordedRun run = Samples.failing();
        List<String> types = lines(run).stream().map(line -> line.get("type").asString()).toList();
        assertEquals("run", types.getFirst());
        assertEquals("end", types.getLast());
        assertEquals(run.events().items().size(), types.stream().filter("event"::equals).count());
        assertEquals(run.expectations().size(), types.stream().filter("expectation"::equals).count());
        assertEquals(run.faults().size(), types.stream().filter("fault"::equals).count());
        assertEquals(run.pairs().stream().mapToInt(pair -> pair.aToB().paths().items().size()
                + pair.bToA().paths().items().size()).sum(), types.stream().filter("path"::equals).count());
    }

    private static void check(RecordedRun run) {
        long before = 0;
        for (JsonNode line : lines(run)) {
            assertEquals(List.of(), SCHEMA.validate(line.toString(), InputFormat.JSON), line.toString());
            if (line.has("at")) {
                assertTrue(line.get("at").asLong() >= before || line.get("type").asString().equals("end"),
                        line.toString());
                before = line.get("at").asLong();
            }
        }
    }

    private static List<JsonNode> lines(RecordedRun run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            EventLines.write(run, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("}\n"));
        return text.lines().map(line -> new JsonMapper().readTree(line)).toList();
    }
}
