package dev.magicsock.reports.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLineTest {

    @Test
    void valuesComeOutInTheirOrder() {
        assertEquals("{\"b\":1,\"a\":\"x\",\"list\":[\"y\",\"z\"],\"empty\":{},\"none\":[]}",
                new JsonLine().put("b", 1).put("a", "x").put("left-out", Optional.empty())
                        .put("list", List.of("y", "z")).put("empty", new JsonLine()).put("none", List.of()).toString());
    }

    @Property(tries = 200)
    void everyTextReadsBackAndStaysOnOneAsciiLine(@ForAll String key, @ForAll String value) {
        String line = new JsonLine().put(key, value).toString();
        JsonNode read = new JsonMapper().readTree(line);
        assertEquals(value, read.get(key).asString());
        assertTrue(line.chars().allMatch(unit -> unit >= ' ' && unit < 0x7F), line);
    }
}
