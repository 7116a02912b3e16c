package dev.magicsock.scenarios.language;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.magicsock.punch.Strategies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published JSON Schema of scenario files (draft 2020-12), which editors and other tools use.
 *
 * <p>{@link ScenarioReader} checks the same rules by itself, because it can say better what is wrong and loads
 * many times faster; {@link #check} is the second opinion that holds the two together.
 */
public final class ScenarioSchema {

    private static final String RESOURCE = "/dev/magicsock/scenarios/scenario-v1.schema.json";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ScenarioSchema() {
    }

    /** The schema itself. */
    public static String text() {
        try (InputStream in = ScenarioSchema.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the schema cannot be read", e);
        }
    }

    /** Reads a file; what the reader accepts must satisfy the schema too. */
    public static ReadResult check(byte[] bytes) {
        return check(bytes, Strategies.BUILT_IN);
    }

    /** The same with these strategies. */
    public static ReadResult check(byte[] bytes, Strategies strategies) {
        ReadResult result = ScenarioReader.read(bytes, strategies);
        if (result instanceof ReadResult.Invalid) {
            return result;
        }
        Problems problems = violations(bytes);
        List<Problem> kept = problems.inFileOrder();
        return kept.isEmpty() ? result : new ReadResult.Invalid(kept, problems.count() - kept.size());
    }

    /** What the schema alone finds in a file that is YAML. */
    static Problems violations(byte[] bytes) {
        Problems problems = new Problems();
        Optional<Node> root = FileText.decode(bytes, problems).flatMap(text -> YamlTree.parse(text, problems));
        root.ifPresent(node -> load().validate(json(node)).forEach(error -> report(error, node, problems)));
        return problems;
    }

    private static Schema load() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text());
    }

    private static JsonNode json(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
                yield object;
            }
            case Node.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Scalar scalar -> json(scalar);
        };
    }

    private static JsonNode json(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> JSON.stringNode(scalar.text());
            case NUMBER -> scalar.text().matches("-?[0-9]{1,18}") ? JSON.numberNode(Long.parseLong(scalar.text()))
                    : JSON.stringNode(scalar.text());
            case BOOLEAN -> JSON.booleanNode(scalar.text().equals("true"));
            case NULL -> JSON.nullNode();
        };
    }

    /** The validator reports an unknown key at the mapping; its own place is found here. */
    private static void report(Error error, Node root, Problems problems) {
        Node place = find(root, error.getInstanceLocation());
        Position at = place instanceof Node.Mapping mapping && error.getProperty() != null
                ? mapping.find(error.getProperty()).map(Node.Entry::keyAt).orElse(place.at()) : place.at();
        problems.add(at, error.getMessage(), "expected what the schema says");
    }

    private static Node find(Node root, NodePath path) {
        Node place = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            place = child(place, path.getElement(i));
        }
        return place;
    }

    private static Node child(Node place, Object step) {
        return switch (place) {
            case Node.Mapping mapping -> mapping.find(String.valueOf(step)).map(Node.Entry::value).orElse(place);
            case Node.Sequence sequence when step instanceof Integer index && index < sequence.items().size() ->
                    sequence.items().get(index);
            case Node.Sequence _, Node.Scalar _ -> place;
        };
    }
}
