package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.Node.Scalar.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Builds the tree of one YAML document from Jackson's tokens.
 *
 * <p>Scenarios are plain data: one document, no anchors, aliases or tags, no key twice, no deep nesting. Whatever
 * breaks one of these rules ends the reading at once, since the rest of such a file has no certain meaning.
 */
final class YamlTree {

    /** The deepest construct of the language needs 6; the rest is room to spare. */
    static final int MAX_DEPTH = 32;

    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final YAMLParser parser;
    private int depth;

    private YamlTree(YAMLParser parser) {
        this.parser = parser;
    }

    /** The document, or empty after one problem was reported. */
    static Optional<Node> parse(String text, Problems problems) {
        try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return Optional.of(new YamlTree(parser).document());
        } catch (Rejected e) {
            problems.add(e.problem.at(), e.problem.wrong(), e.problem.expected());
        } catch (JacksonException e) {
            problems.add(positionOf(e), reasonOf(e), "expected YAML 1.2");
        }
        return Optional.empty();
    }

    private Node document() {
        if (parser.nextToken() == null) {
            throw new Rejected(Position.START, "the file is empty", "expected a mapping with the key 'name'");
        }
        Node root = node();
        if (parser.nextToken() != null) {
            throw new Rejected(here(), "a second document begins here", "expected one document per file");
        }
        return root;
    }

    /** The node that begins with the current token. */
    private Node node() {
        rejectAliasesAndTags();
        return switch (parser.currentToken()) {
            case START_OBJECT -> nested(this::mapping);
            case START_ARRAY -> nested(this::sequence);
            case VALUE_STRING -> scalar(Kind.TEXT);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.BOOLEAN);
            case VALUE_NULL -> scalar(Kind.NULL);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new Rejected(here(), "this value has no plain meaning",
                            "expected text, a number, a list or a mapping");
        };
    }

    private void rejectAliasesAndTags() {
        if (parser.isCurrentAlias()) {
            throw new Rejected(here(), "aliases are not allowed", "expected the value itself");
        }
        if (parser.getObjectId() != null) {
            throw new Rejected(here(), "anchors are not allowed", "expected the value without '&'");
        }
        if (parser.getTypeId() != null) {
            throw new Rejected(here(), "tags are not allowed", "expected the value without '!'");
        }
    }

    private Node nested(Supplier<Node> content) {
        if (++depth > MAX_DEPTH) {
            throw new Rejected(here(), "the nesting is deeper than " + MAX_DEPTH + " levels",
                    "expected a flatter file");
        }
        Node node = content.get();
        depth--;
        return node;
    }

    private Node mapping() {
        Position at = here();
        List<Node.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Position keyAt = here();
            rejectAliasesAndTags();
            String key = parser.currentName();
            if (!keys.add(key)) {
                throw new Rejected(keyAt, "the key " + Quoted.text(key) + " is here for the second time",
                        "expected each key once");
            }
            parser.nextToken();
            entries.add(new Node.Entry(keyAt, key, node()));
        }
        return new Node.Mapping(at, entries);
    }

    private Node sequence() {
        Position at = here();
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new Node.Sequence(at, items);
    }

    private Node scalar(Kind kind) {
        return new Node.Scalar(here(), parser.getString(), kind);
    }

    private Position here() {
        return position(parser.currentTokenLocation());
    }

    private static Position position(TokenStreamLocation location) {
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static Position positionOf(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException cause && cause.getProblemMark().isPresent()) {
            Mark mark = cause.getProblemMark().get();
            return new Position(mark.getLine() + 1, mark.getColumn() + 1);
        }
        return e.getLocation() == null ? Position.START : position(e.getLocation());
    }

    private static String reasonOf(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException cause) {
            boolean tab = cause.getProblem().contains("\\t(TAB)");
            return tab ? "a tab cannot indent" : "this is not YAML: " + cause.getProblem();
        }
        boolean key = e.getOriginalMessage().startsWith("Expected a property name");
        return key ? "a key must be plain text" : "this is not YAML: " + e.getOriginalMessage();
    }

    /** Unwinds the recursion; carries the one problem. */
    private static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Rejected(Position at, String wrong, String expected) {
            super(wrong, null, false, false);
            this.problem = new Problem(at, wrong, expected);
        }
    }
}
