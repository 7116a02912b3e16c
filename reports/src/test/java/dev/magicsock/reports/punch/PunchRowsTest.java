package dev.magicsock.reports.punch;

import static dev.magicsock.reports.Samples.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PacketJourney.Delivered;
import dev.magicsock.reports.record.PacketJourney.Dropped;
import dev.magicsock.reports.record.PacketJourney.Hop;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PunchRowsTest {

    private static final String ALICE = "203.0.113.5:4000";
    private static final String ELSEWHERE = "192.0.2.99:1";

    private final RunRecorder recorder =
            new RunRecorder(Samples.identity("punch"), Samples.topology(), RecordLimits.standard());
    private long packets;

    @Test
    void packetsOfOneMomentWithOneFateShareARow() {
        recorder.pair("alice", "bob");
        probe("bob", ALICE, 10, new Dropped(millis(30), "home", "filtered", "no contact"));
        probe("bob", ALICE, 10, new Dropped(millis(31), "home", "filtered", "no contact"));
        probe("bob", ALICE, 10, new Delivered(millis(32), "alice"));
        probe("bob", ALICE, 11, new Dropped(millis(33), "home", "filtered", "no contact"));

        assertEquals(List.of("10ms 2 packets", "10ms 1 packets", "11ms 1 packets"), rows());
    }

    @Test
    void rowsComeInTheOrderOfSendingWithEventsBetween() {
        recorder.pair("alice", "bob");
        probe("bob", ALICE, 20, new Delivered(millis(25), "alice"));
        recorder.event(event("selected", 15));
        recorder.event(event("discovered", 16));
        recorder.event(event("call-me-maybe-sent", 5));

        assertEquals(List.of("5ms call to bob", "15ms note selected", "20ms 1 packets"), rows());
    }

    @Test
    void aSenderWithTwoPeersHasEachProbeWhereItWasMeantFor() {
        recorder.pair("alice", "bob");
        recorder.pair("bob", "carol");
        probe("bob", ALICE, 10, new Dropped(millis(30), "home", "filtered", ""));
        probe("bob", ELSEWHERE, 11, new Dropped(millis(30), "home", "filtered", ""));
        probe("bob", ELSEWHERE, 12, new Delivered(millis(30), "carol"));

        assertEquals(List.of("10ms 1 packets"), rows());
    }

    private List<String> rows() {
        RecordedRun run = recorder.finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                Optional.empty()), millis(100));
        return new PunchRows(run, new Tree(run.topology())).of(run.pairs().getFirst()).stream()
                .map(PunchRowsTest::words).toList();
    }

    private static String words(PunchRow row) {
        return row.at().toEpochMilli() + "ms " + switch (row) {
            case PunchRow.Packets alike -> alike.journeys().size() + " packets";
            case PunchRow.Relayed relayed -> "call to " + relayed.to();
            case PunchRow.Note note -> "note " + note.event().name();
        };
    }

    private void probe(String sender, String destination, long atMillis, PacketJourney.Fate fate) {
        Hop hop = new Hop(millis(atMillis), sender, "10.0.1.2:4000", destination);
        recorder.journey(new PacketJourney(packets, "probe " + packets++, sender, 152, List.of(hop), fate));
    }

    private static RunEvent event(String name, long atMillis) {
        return new RunEvent(millis(atMillis), RunEvent.Kind.DECISION, "alice", Optional.of("bob"), name, name, "",
                List.of());
    }
}
