package dev.magicsock.reports.mermaid;

import static dev.magicsock.reports.Samples.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.RandomRuns;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PunchSequenceTest {

    /** Every line that is written here is one of these, so no text can be anything else to Mermaid. */
    private static final String TEXT = "(?:[A-Za-z0-9 .,:()/_=+'\\[\\]-]|#[0-9]+;)+";
    private static final String LINE = "sequenceDiagram|    participant n[0-9]+ as " + TEXT
            + "|    n[0-9]+(->>|-->>|-x)n[0-9]+: " + TEXT + "|    Note over n[0-9]+: " + TEXT;

    @Test
    void aDecisionIsANoteAndHostileTextCannotLeaveIt() {
        String text = PunchSequence.of(run(new RunEvent(millis(1500), RunEvent.Kind.DECISION, "alice",
                Optional.of("bob"), "selected", "a;b\n%%{init}%% <script> # end", "", List.of())));
        assertTrue(text.contains("a#59;b #37;#37;#123;init#125;#37;#37; #60;script#62; #35; end"), text);
        check(text);
    }

    @Test
    void aCallThroughTheRelayIsAnArrowBetweenTheEnds() {
        String text = PunchSequence.of(run(new RunEvent(millis(20), RunEvent.Kind.DECISION, "alice",
                Optional.of("bob"), "call-me-maybe-sent", "call me", "", List.of())));
        assertTrue(text.contains("n0-->>n"), text);
        check(text);
    }

    @Test
    void aRunWithoutAPunchIsStillADiagram() {
        assertEquals("sequenceDiagram\n    participant n0 as run\n    Note over n0: no probe was recorded\n",
                PunchSequence.of(Samples.empty()));
    }

    @Property(tries = 25)
    void everyLineOfEveryRunIsOfAKnownShape(@ForAll long seed) {
        check(PunchSequence.of(RandomRuns.of(seed)));
    }

    private static RecordedRun run(RunEvent event) {
        RunRecorder recorder =
                new RunRecorder(Samples.identity("punch"), Samples.topology(), RecordLimits.standard());
        recorder.pair("alice", "bob");
        recorder.event(event);
        return recorder.finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                Optional.empty()), millis(9000));
    }

    private static void check(String text) {
        text.lines().forEach(line -> assertTrue(line.matches(LINE), line));
    }
}
