package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private final Alarms alarms = new Alarms();
    private final List<String> rung = new ArrayList<>();

    private Alarm alarm(String name) {
        return new Alarm(name) {
            @Override
            void ring(Instant now) {
                rung.add(name);
            }
        };
    }

    @Test
    void theyRingInOrderOfTimeAndThenOfSetting() {
        alarms.set(alarm("late"), at(3));
        alarms.set(alarm("first of two"), at(2));
        alarms.set(alarm("second of two"), at(2));
        alarms.set(alarm("early"), at(1));
        alarms.ringDue(at(2));
        assertEquals(List.of("early", "first of two", "second of two"), rung);
        assertEquals(at(3), alarms.next().orElseThrow().at());
    }

    @Test
    void oneCanBeMovedAndCleared() {
        Alarm moved = alarm("moved");
        Alarm cleared = alarm("cleared");
        alarms.set(moved, at(1));
        alarms.set(cleared, at(1));
        alarms.set(moved, at(5));
        alarms.setNoLaterThan(moved, at(7));
        alarms.clear(cleared);
        alarms.clear(cleared);
        assertEquals(at(5), alarms.next().orElseThrow().at());
        alarms.setNoLaterThan(moved, at(4));
        alarms.ringDue(at(4));
        assertEquals(List.of("moved"), rung);
        assertTrue(alarms.next().isEmpty());
    }

    @Test
    void oneThatSetsItselfForNowWaitsForTheNextCall() {
        Alarm eager = new Alarm("eager") {
            @Override
            void ring(Instant now) {
                rung.add("eager");
                alarms.set(this, now);
            }
        };
        alarms.set(eager, at(1));
        alarms.ringDue(at(1));
        assertEquals(1, rung.size());
        alarms.ringDue(at(1));
        assertEquals(2, rung.size());
    }

    @Test
    void manyRandomMovesKeepTheOrder() {
        SplittableRandom random = new SplittableRandom(7);
        List<Alarm> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(alarm("alarm " + i));
        }
        for (int i = 0; i < 5000; i++) {
            Alarm alarm = all.get(random.nextInt(all.size()));
            alarms.set(alarm, random.nextInt(4) == 0 ? null : at(random.nextInt(50)));
        }
        List<String> expected = all.stream().filter(alarm -> alarm.slot >= 0)
                .sorted(Comparator.comparing((Alarm alarm) -> alarm.at).thenComparing(alarm -> alarm.sequence))
                .map(Alarm::reason).toList();
        alarms.ringDue(at(100));
        assertEquals(expected, rung);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
