package dev.magicsock.scenarios.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureKindTest {

    private static final Mapping SCENARIO = ScenarioTree.read("""
            network: { routers: { home: {}, mobile: {} }, hosts: { alice: {}, a: {} } }
            """.getBytes(StandardCharsets.UTF_8));

    @Test
    void namesAndNumbersMakeNoOtherReason() {
        assertEquals(kind("home/nat filtered probe 73 of alice from 198.18.0.2:60746: no contact"),
                kind("mobile/nat filtered probe 5 of a from 198.18.0.3:1: no contact"));
        assertEquals("@/nat filtered probe # of @ from # no contact",
                kind("home/nat filtered probe 73 of alice from 198.18.0.2:60746: no contact").reason());
    }

    @Test
    void otherWordsAreAnotherReason() {
        assertNotEquals(kind("home/nat filtered probe 73"), kind("home/uplink lost probe 73"));
        assertNotEquals(kind("a"), new FailureKind(Outcome.NOT_DECIDED, "@"));
    }

    @Test
    void withoutACauseItIsWhatHappened() {
        ExpectationResult result = new ExpectationResult("x", 1, List.of(), Outcome.BROKEN, "less",
                "longest gap 3.65s at 12s", Optional.empty(), List.of());
        assertEquals("longest gap # at #", FailureKind.of(result, SCENARIO).reason());
    }

    private static FailureKind kind(String because) {
        return FailureKind.of(new ExpectationResult("x", 1, List.of(), Outcome.BROKEN, "y", "z", Optional.empty(),
                List.of(because)), SCENARIO);
    }
}
