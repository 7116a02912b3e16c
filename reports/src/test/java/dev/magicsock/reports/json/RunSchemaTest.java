package dev.magicsock.reports.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.magicsock.reports.RandomRuns;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.Capped;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.recorder.RecordLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records, schema and format page say the same. */
class RunSchemaTest {

    private final String schemaText = resource();
    private final JsonNode schema = new JsonMapper().readTree(schemaText);
    private final Schema validator =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schemaText);

    @Test
    void theSamplesFitTheSchema() {
        Stream.of(Samples.failing(), Samples.passing(), Samples.empty(),
                Samples.flappingForAnHour(RecordLimits.standard())).forEach(this::assertFits);
    }

    @Property(tries = 40)
    void everyRunFitsTheSchema(@ForAll long seed) {
        assertFits(RandomRuns.of(seed));
    }

    @Test
    void theSchemaRefusesWhatIsNotARun() {
        String good = json(Samples.failing());
        for (String[] change : new String[][] {{"\"seed\" : \"7\"", "\"seed\" : 7"}, {"magicsock-run/1", "run/9"},
            {"\"kind\" : \"relay\"", "\"kind\" : \"pigeon\""}, {"\"kind\" : \"dropped\"", "\"kind\" : \"eaten\""},
            {"\"endNanos\" : 30000000000,", ""}, {", 1, 1200, 1200, 1200 ]", ", 1, 1200, 1200 ]"}}) {
            assertTrue(good.contains(change[0]), change[0]);
            assertFalse(validator.validate(good.replace(change[0], change[1]), InputFormat.JSON).isEmpty(), change[1]);
        }
    }

    @Test
    void theSchemaHasTheKeysOfTheRecordsInTheirOrder() {
        List<String> root = new ArrayList<>(List.of("format", "outcome", "wallNanos"));
        root.addAll(keys(RecordedRun.class));
        assertEquals(root, List.copyOf(schema.get("properties").propertyNames()));
        for (Class<?> type : recordTypes()) {
            assertEquals(keys(type), schemaKeys(type), type.getSimpleName());
        }
    }

    @Test
    void theSchemaRequiresWhatTheRecordsAlwaysHave() {
        for (Class<?> type : recordTypes()) {
            if (type != RecordedRun.class && type != Series.Bucket.class) {
                List<String> required = schemaOf(type).get("required").valueStream().map(JsonNode::asString)
                        .filter(key -> !key.equals("kind") || keys(type).contains("kind")).toList();
                assertEquals(Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.getType() != Optional.class)
                        .map(component -> Shapes.keyOf(component.getName(), component.getGenericType())).toList(),
                        required, type.getSimpleName());
            }
        }
    }

    @Test
    void theFormatPageNamesEveryKeyOfEveryRecord() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "RECORD_FORMAT.md"));
        for (Class<?> type : recordTypes()) {
            String section = type.isMemberClass() && type.getEnclosingClass().getSimpleName().equals("PacketJourney")
                    && page.indexOf("\n## " + type.getSimpleName() + "\n") < 0 ? "Fate" : type.getSimpleName();
            int start = page.indexOf("\n## " + section + "\n");
            assertTrue(start >= 0, section);
            int end = page.indexOf("\n## ", start + 1);
            String text = page.substring(start, end < 0 ? page.length() : end);
            keys(type).forEach(key -> assertTrue(text.contains("| `" + key + "` |")
                    || type == Series.Bucket.class, section + " " + key));
        }
    }

    private void assertFits(RecordedRun run) {
        assertEquals(List.of(), validator.validate(json(run), InputFormat.JSON));
    }

    private List<String> schemaKeys(Class<?> type) {
        if (type == RecordedRun.class) {
            return keys(type);
        }
        if (type == Series.Bucket.class) {
            assertEquals(type.getRecordComponents().length, schemaOf(type).get("prefixItems").size());
            return keys(type);
        }
        List<String> keys = new ArrayList<>(schemaOf(type).get("properties").propertyNames());
        if (!keys(type).contains("kind")) {
            keys.remove("kind");
        }
        return keys;
    }

    /** A definition of the schema, or one of the variants of a fate. */
    private JsonNode schemaOf(Class<?> type) {
        JsonNode direct = schema.get("$defs").get(type.getSimpleName());
        if (direct != null) {
            return direct;
        }
        String kind = Shapes.kebabCase(type.getSimpleName());
        return schema.get("$defs").get("Fate").get("oneOf").valueStream()
                .filter(variant -> variant.get("properties").get("kind").get("const").asString().equals(kind))
                .findFirst().orElseThrow(() -> new AssertionError("the schema does not know " + type));
    }

    private static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> Shapes.keyOf(component.getName(), component.getGenericType())).toList();
    }

    /** Every record that a run can hold, apart from the wrappers. */
    private static SequencedSet<Class<?>> recordTypes() {
        SequencedSet<Class<?>> found = new LinkedHashSet<>();
        collect(RecordedRun.class, found);
        found.remove(Capped.class);
        return found;
    }

    private static void collect(Type type, SequencedSet<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), found);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        } else if (type instanceof Class<?> plain && plain.getName().startsWith("dev.magicsock.")) {
            collectClass(plain, found);
        }
    }

    private static void collectClass(Class<?> type, SequencedSet<Class<?>> found) {
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(variant -> collect(variant, found));
        } else if (type.isRecord() && !type.getSimpleName().equals("Seed") && found.add(type)) {
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType)
                    .forEach(component -> collect(component, found));
        }
    }

    private static String json(RecordedRun run) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try {
            new RunJson().write(RunDocument.of(run), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.toString(StandardCharsets.US_ASCII);
    }

    private static String resource() {
        try (InputStream in = RunJson.class.getResourceAsStream("magicsock-run-1.schema.json")) {
            assertNotNull(in);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
