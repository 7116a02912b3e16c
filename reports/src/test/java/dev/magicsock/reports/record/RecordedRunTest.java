package dev.magicsock.reports.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedRunTest {

    @Test
    void passesWhereEveryExpectationHolds() {
        assertTrue(Samples.passing().passed());
        assertTrue(Samples.empty().passed());
    }

    @Test
    void doesNotPassWhereOneIsBrokenOrNotDecided() {
        assertFalse(run(Optional.empty(), result(Outcome.HOLDS), result(Outcome.BROKEN)).passed());
        assertFalse(run(Optional.empty(), result(Outcome.HOLDS), result(Outcome.NOT_DECIDED)).passed());
    }

    @Test
    void doesNotPassWhereItStoppedEarly() {
        assertFalse(run(Optional.of("interrupted"), result(Outcome.HOLDS)).passed());
    }

    @Test
    void refusesAHashThatIsNone() {
        RecordedRun run = Samples.empty();
        for (String hash : List.of("", "00", "0".repeat(63) + "G", "A".repeat(64), "0".repeat(65))) {
            assertThrows(IllegalArgumentException.class, () -> new RecordedRun(run.identity(), run.end(),
                    Optional.empty(), Optional.of(hash), List.of(), run.topology(), List.of(), List.of(),
                    run.packets(), List.of(), List.of(), List.of(), run.events(), run.natMappings(), run.journeys()));
        }
    }

    @Test
    void keepsCopiesOfListsThatItIsGiven() {
        List<RunEvent> events = new ArrayList<>();
        Capped<RunEvent> capped = Capped.whole(events);
        events.add(new RunEvent(Instant.EPOCH, RunEvent.Kind.SCRIPT, "a", Optional.empty(), "b", "", "", List.of()));
        assertEquals(List.of(), capped.items());
    }

    @Test
    void refusesTimesBeforeTheStartAndIntervalsThatRunBackwards() {
        assertThrows(IllegalArgumentException.class, () -> new FaultWindow("f", "t", Instant.EPOCH.minusNanos(1),
                Instant.EPOCH));
        assertThrows(IllegalArgumentException.class, () -> new FaultWindow("f", "t", Instant.EPOCH.plusNanos(1),
                Instant.EPOCH));
        assertThrows(IllegalArgumentException.class, () -> new FaultWindow("f", "t", Instant.EPOCH, Instant.MAX));
    }

    @Test
    void refusesAGapWhereNothingIsMissing() {
        assertThrows(IllegalArgumentException.class, () -> new Capped<>(List.of("a"), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Capped<>(List.of("a"), 3, 2));
        assertEquals(4, new Capped<>(List.of("a"), 3, 1).total());
    }

    @Test
    void refusesNodesOfTheSameName() {
        Topology.Node node = new Topology.Node("a", Topology.NodeKind.HOST, List.of(), List.of());
        assertThrows(IllegalArgumentException.class, () -> new Topology(List.of(node, node), List.of()));
    }

    private static ExpectationResult result(Outcome outcome) {
        return new ExpectationResult("something", 1, List.of(), outcome, "", "", Optional.empty(), List.of());
    }

    private static RecordedRun run(Optional<String> stoppedEarly, ExpectationResult... results) {
        RecordedRun run = Samples.empty();
        return new RecordedRun(run.identity(), run.end(), stoppedEarly, run.traceSha256(), List.of(results),
                run.topology(), run.pairs(), run.faults(), run.packets(), run.drops(), run.counters(), run.series(),
                run.events(), run.natMappings(), run.journeys());
    }
}
