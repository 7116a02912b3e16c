package dev.magicsock.reports.recorder;

import static dev.magicsock.reports.Samples.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.FaultWindow;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Route;
import dev.magicsock.reports.record.Series.Unit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRecorderTest {

    private static final RecordLimits TIGHT = new RecordLimits(4, 4, 4, 4, 4, 2, 3, 1);
    private static final Route DIRECT = new Route(Carrier.IPV4, Optional.of("10.0.0.2:1"), "10.0.0.3:1");
    private static final Route OTHER = new Route(Carrier.IPV4, Optional.of("10.0.0.2:1"), "10.0.0.4:1");

    private final RunRecorder recorder =
            new RunRecorder(Samples.identity("test"), Samples.topology(), TIGHT);

    @Test
    void bothOrdersOfNamesMeanTheSamePair() {
        assertSame(recorder.pair("alice", "bob"), recorder.pair("bob", "alice"));
        assertEquals("alice", finish().pairs().getFirst().a());
    }

    @Test
    void aStrangerIsNoneOfThePair() {
        assertThrows(IllegalArgumentException.class, () -> recorder.pair("alice", "bob").from("carol"));
    }

    @Test
    void pathsAdjoinFromTheStartToTheEnd() {
        DirectionRecorder alice = recorder.pair("alice", "bob").from("alice");
        alice.path(PathKind.RELAY, List.of(), "ready", millis(10));
        alice.path(PathKind.IPV4_DIRECT, List.of(DIRECT), "answered", millis(30));
        Direction direction = finishedDirection();
        assertEquals(List.of(
                new PathInterval(millis(0), millis(10), PathKind.NONE, List.of(), "nothing was tried yet"),
                new PathInterval(millis(10), millis(30), PathKind.RELAY, List.of(), "ready"),
                new PathInterval(millis(30), millis(100), PathKind.IPV4_DIRECT, List.of(DIRECT), "answered")),
                direction.paths().items());
        assertEquals(Optional.of(millis(30)), direction.directAt());
    }

    @Test
    void theSamePathToldAgainChangesNothingButAnotherAddressDoes() {
        DirectionRecorder alice = recorder.pair("alice", "bob").from("alice");
        alice.path(PathKind.IPV4_DIRECT, List.of(DIRECT), "answered", millis(0));
        alice.path(PathKind.IPV4_DIRECT, List.of(DIRECT), "answered again", millis(20));
        alice.path(PathKind.IPV4_DIRECT, List.of(OTHER), "moved", millis(40));
        assertEquals(List.of("answered", "moved"),
                finishedDirection().paths().items().stream().map(PathInterval::reason).toList());
    }

    @Test
    void ofSeveralChangesAtOneInstantTheLastStands() {
        DirectionRecorder alice = recorder.pair("alice", "bob").from("alice");
        alice.path(PathKind.RELAY, List.of(), "first", millis(0));
        alice.path(PathKind.ONE_WAY, List.of(DIRECT), "second", millis(0));
        assertEquals(List.of("second"),
                finishedDirection().paths().items().stream().map(PathInterval::reason).toList());
    }

    @Test
    void oneWayAndDoubtfulPathsAreNeverDirect() {
        DirectionRecorder alice = recorder.pair("alice", "bob").from("alice");
        alice.path(PathKind.ONE_WAY, List.of(DIRECT), "", millis(1));
        alice.path(PathKind.IN_DOUBT, List.of(DIRECT), "", millis(2));
        assertEquals(Optional.empty(), finishedDirection().directAt());
    }

    @Test
    void faultsThatNeverEndLastUntilTheRunEnds() {
        recorder.faultStarted("link-down", "home", millis(10));
        recorder.faultStarted("link-down", "home", millis(12));
        recorder.faultStarted("relay-stop", "eu", millis(5));
        recorder.faultEnded("link-down", "home", millis(20));
        recorder.faultEnded("suspend", "alice", millis(21));
        assertEquals(List.of(new FaultWindow("relay-stop", "eu", millis(5), millis(100)),
                new FaultWindow("link-down", "home", millis(10), millis(20))), finish().faults());
    }

    @Test
    void dropsGroupByReasonAndPlaceAndKeepTheFirstExamples() {
        for (int packet = 1; packet <= 3; packet++) {
            recorder.dropped("filtered", "home", example(packet));
        }
        assertEquals(List.of(new DropGroup("filtered", "home", 3, 300, millis(1), millis(3), List.of(example(1)))),
                finish().drops());
    }

    @Test
    void dropGroupsBeyondTheLimitShareOne() {
        for (int packet = 1; packet <= 9; packet++) {
            recorder.dropped("filtered", "nat" + packet, example(packet));
        }
        List<DropGroup> drops = finish().drops();
        assertEquals(3, drops.size());
        assertEquals("elsewhere", drops.getLast().place());
        assertEquals(9, drops.stream().mapToLong(DropGroup::count).sum());
    }

    @Test
    void samplesOfFurtherSeriesAreCounted() {
        for (int link = 0; link < 5; link++) {
            recorder.sample("link" + link, "queue", Unit.BYTES, 1, millis(1));
        }
        RecordedRun run = finish();
        assertEquals(2, run.series().size());
        assertEquals(List.of(new Counter("record", "samples-of-further-series-left-out", "samples", 3)),
                run.counters());
    }

    private Direction finishedDirection() {
        return finish().pairs().getFirst().aToB();
    }

    private RecordedRun finish() {
        return recorder.finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                Optional.empty()), millis(100));
    }

    private static DropGroup.Example example(int packet) {
        return new DropGroup.Example(millis(packet), packet, "", "", 100, "");
    }
}
