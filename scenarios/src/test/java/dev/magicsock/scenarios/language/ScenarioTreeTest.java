package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.bundled.BundledScenarios;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What is read and written again says the same. */
class ScenarioTreeTest {

    @Test
    void everyBundledScenarioIsTheSameAfterwards() {
        for (String name : BundledScenarios.names()) {
            Mapping tree = ScenarioTree.read(BundledScenarios.bytes(name));
            byte[] written = tree.text().getBytes(StandardCharsets.UTF_8);
            assertEquals(tree, ScenarioTree.read(written), name);
            assertTrue(ScenarioReader.read(written) instanceof ReadResult.Valid, () -> name + "\n" + tree.text());
        }
    }

    @Property(tries = 300)
    void anyTextReadsBackAsItself(@ForAll @StringLength(max = 12) String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F || c >= 0xA0 && c < 0xD800)) {
            Map<String, ScenarioTree> entries = new LinkedHashMap<>();
            entries.put("key", new Scalar(text, TreeText.needsQuotes(text)));
            entries.put("list", new ScenarioTree.Items(java.util.List.of(new Mapping(entries))));
            Mapping tree = new Mapping(entries);
            assertEquals(tree, ScenarioTree.read(tree.text().getBytes(StandardCharsets.UTF_8)), tree::text);
        }
    }

    @Test
    void textThatWouldBeSomethingElseIsQuoted() {
        for (String text : new String[] {"", "null", "true", "1", "-1.5", "0x1F", "~", "a: b", "a #b", "[", "a,b", " a",
            "a ", "é", "- a", "\"", "\\"}) {
            assertTrue(TreeText.needsQuotes(text), text);
        }
    }

    @Test
    void whatIsNoMappingIsRefused() {
        for (String text : new String[] {"", "- a", "a: {", "a: 1\na: 2"}) {
            assertThrows(IllegalArgumentException.class,
                    () -> ScenarioTree.read(text.getBytes(StandardCharsets.UTF_8)), text);
        }
    }
}
