package dev.magicsock.reports.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonSchemaTest {

    private static final long SECOND = 1_000_000_000L;

    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(ComparisonJson.schema());

    @Test
    void documentsFitTheSchema() {
        List<Trial> trials = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            trials.add(Trials.relayed("first", seed, 0));
            trials.add(Trials.direct("second", seed, seed * SECOND / 2));
        }
        assertFits(ComparisonJson.render(new Comparison(trials)));
        assertFits(ComparisonJson.render(new Comparison(trials.subList(0, 1))));
    }

    @Test
    void otherDocumentsDoNot() {
        String document = ComparisonJson.render(new Comparison(List.of(Trials.relayed("only", 1, 0))));
        assertFalse(fits(document.replace("\"direct\":", "\"indirect\":")));
        assertFalse(fits(document.replace("magicsock-comparison/1", "magicsock-comparison/2")));
    }

    private void assertFits(String document) {
        assertEquals(List.of(), schema.validate(document, InputFormat.JSON), document);
    }

    private boolean fits(String document) {
        return schema.validate(document, InputFormat.JSON).isEmpty();
    }
}
