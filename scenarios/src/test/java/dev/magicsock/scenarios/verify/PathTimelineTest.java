package dev.magicsock.scenarios.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.verify.PathTimeline.Carrying;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

class PathTimelineTest {

    private PathTimeline timeline = new PathTimeline();

    /** Properties share one instance of this class. */
    @BeforeTry
    void startAnew() {
        timeline = new PathTimeline();
    }

    @Test
    void nothingCarriesAnythingAtFirst() {
        assertTrue(timeline.isOn(PathKind.NONE, at(0)));
        assertTrue(timeline.isOn(PathKind.NONE, at(1_000_000)));
        assertEquals("without a path", timeline.describe(at(0)));
        assertEquals(List.of(), timeline.changesBetween(at(0), at(1_000_000)));
    }

    @Test
    void aStateHoldsFromItsInstantUntilTheNext() {
        timeline.carrying(Carrying.RELAY, at(10));
        timeline.carrying(Carrying.IPV4, at(20));

        assertTrue(timeline.isOn(PathKind.NONE, at(9)));
        assertTrue(timeline.isOn(PathKind.RELAY, at(10)));
        assertTrue(timeline.isOn(PathKind.RELAY, at(19)));
        assertTrue(timeline.isOn(PathKind.DIRECT, at(20)));
        assertEquals(List.of(at(20)), timeline.changesBetween(at(10), at(20)));
    }

    @Test
    void directIsEitherFamilyAndEachFamilyIsItself() {
        timeline.carrying(Carrying.IPV4, at(10));
        timeline.carrying(Carrying.IPV6, at(20));

        assertTrue(timeline.isOn(PathKind.DIRECT_IPV4, at(10)));
        assertFalse(timeline.isOn(PathKind.DIRECT_IPV6, at(10)));
        assertTrue(timeline.isOn(PathKind.DIRECT, at(20)));
        assertTrue(timeline.isOn(PathKind.DIRECT_IPV6, at(20)));
        assertFalse(timeline.isOn(PathKind.DIRECT_IPV4, at(20)));
        assertEquals("direct over IPv6", timeline.describe(at(20)));
    }

    @Test
    void oneWayStandsBesideWhatCarries() {
        timeline.carrying(Carrying.RELAY, at(10));
        timeline.oneWay(true, at(20));
        timeline.oneWay(false, at(30));

        assertTrue(timeline.isOn(PathKind.ONE_WAY, at(25)));
        assertTrue(timeline.isOn(PathKind.RELAY, at(25)));
        assertEquals("on the relay (one-way)", timeline.describe(at(25)));
        assertFalse(timeline.isOn(PathKind.ONE_WAY, at(30)));
        assertEquals("on the relay", timeline.describe(at(30)));
    }

    @Test
    void theLastWordOfAnInstantStands() {
        timeline.carrying(Carrying.RELAY, at(10));
        timeline.carrying(Carrying.NOTHING, at(20));
        timeline.carrying(Carrying.IPV4, at(20));

        assertTrue(timeline.isOn(PathKind.DIRECT, at(20)));
        assertEquals(List.of(at(10), at(20)), timeline.changesBetween(at(0), at(100)));
    }

    @Test
    void whatChangesNothingIsNoChange() {
        timeline.carrying(Carrying.RELAY, at(10));
        timeline.carrying(Carrying.RELAY, at(20));
        timeline.oneWay(false, at(30));

        assertEquals(List.of(at(10)), timeline.changesBetween(at(0), at(100)));
    }

    @Test
    void afterTooManyChangesTheLastStateStays() {
        for (int i = 0; i < 120_000; i++) {
            timeline.carrying(i % 2 == 0 ? Carrying.RELAY : Carrying.IPV4, at(10 + i));
        }

        List<Instant> changes = timeline.changesBetween(at(0), at(1_000_000));
        assertEquals(99_999, changes.size());
        assertTrue(timeline.isOn(PathKind.RELAY, at(1_000_000)));
    }

    @Property(tries = 300)
    void findingAStateAgreesWithWalkingThroughAllOfThem(
            @ForAll @Size(max = 30) List<@IntRange(max = 5) Integer> steps,
            @ForAll @Size(max = 30) List<@IntRange(max = 3) Integer> states, @ForAll @IntRange(max = 160) int asked) {
        List<Integer> times = new ArrayList<>();
        int now = 0;
        for (int i = 0; i < Math.min(steps.size(), states.size()); i++) {
            now += steps.get(i);
            times.add(now);
            timeline.carrying(Carrying.values()[states.get(i)], at(now));
        }

        Carrying expected = Carrying.NOTHING;
        for (int i = 0; i < times.size() && times.get(i) <= asked; i++) {
            expected = Carrying.values()[states.get(i)];
        }
        for (PathKind kind : PathKind.values()) {
            assertEquals(isOn(kind, expected), timeline.isOn(kind, at(asked)), kind + " at " + asked);
        }
    }

    private static boolean isOn(PathKind kind, Carrying carrying) {
        return switch (kind) {
            case DIRECT -> List.of(Carrying.IPV4, Carrying.IPV6).contains(carrying);
            case DIRECT_IPV4 -> carrying == Carrying.IPV4;
            case DIRECT_IPV6 -> carrying == Carrying.IPV6;
            case RELAY -> carrying == Carrying.RELAY;
            case NONE -> carrying == Carrying.NOTHING;
            case ONE_WAY -> false;
        };
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
