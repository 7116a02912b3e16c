package dev.magicsock.scenarios.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

class TrafficSourceTest {

    private DatagramLedger ledger = new DatagramLedger();

    /** Properties share one instance of this class. */
    @BeforeTry
    void startAnew() {
        ledger = new DatagramLedger();
    }

    @Test
    void datagramsLeaveAtEvenIntervalsFromTheFirstInstantUntilBeforeTheLast() {
        TrafficSource source = source(20, 100, 180);

        assertEquals(List.of(100L, 120L, 140L, 160L), sentWhenDue(source));
        assertEquals(Optional.empty(), source.nextSend());
    }

    @Test
    void nothingLeavesBeforeItIsDue() {
        TrafficSource source = source(20, 100, 180);

        assertEquals(Optional.empty(), source.poll(at(99)));
        assertEquals(Optional.of(at(100)), source.nextSend());
        assertEquals(0, ledger.size());
    }

    @Test
    void aTimeThatEndsAsItBeginsHasNoDatagrams() {
        TrafficSource source = source(20, 100, 100);

        assertEquals(Optional.empty(), source.nextSend());
        assertEquals(Optional.empty(), source.poll(at(100)));
    }

    @Test
    void datagramsAreNumberedAndAddressed() {
        TrafficSource source = source(20, 0, 60);
        List<TestDatagram> sent = new ArrayList<>();
        for (long now : List.of(0L, 20L, 40L)) {
            ByteBuffer bytes = source.poll(at(now)).orElseThrow();
            assertEquals(100, bytes.remaining());
            sent.add(TestDatagram.read(bytes).orElseThrow());
        }

        assertEquals(List.of(new TestDatagram(3, 5, 0), new TestDatagram(3, 5, 1), new TestDatagram(3, 5, 2)), sent);
        assertEquals(at(20), ledger.sentAt(1));
    }

    @Test
    void aLateApplicationKeepsTheScheduleAndCatchesUp() {
        TrafficSource source = source(20, 0, 1000);

        assertEquals(3, sentAt(source, 55));
        assertEquals(Optional.of(at(60)), source.nextSend());
    }

    @Test
    void oneThatSleptSendsWhatIsDueNowAndNoneOfWhatItMissed() {
        TrafficSource source = source(20, 0, 10_000);
        sentAt(source, 0);

        assertEquals(1, sentAt(source, 5_007));
        assertEquals(2, ledger.size());
        assertEquals(Optional.of(at(5_020)), source.nextSend());
    }

    @Test
    void oneThatSleptBeyondItsEndSendsNothingMore() {
        TrafficSource source = source(20, 0, 1000);
        sentAt(source, 0);

        assertEquals(0, sentAt(source, 5_007));
        assertEquals(Optional.empty(), source.nextSend());
    }

    @Test
    void whatCannotBeEnteredIsNotSentAndTheScheduleGoesOn() {
        TrafficSource source =
                new TrafficSource(3, 5, (_, _) -> Optional.empty(), Duration.ofMillis(20), 100, at(0), at(60));

        assertEquals(Optional.empty(), source.poll(at(0)));
        assertEquals(Optional.of(at(20)), source.nextSend());
    }

    @Test
    void aSizeOrAnIntervalThatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new TrafficSource(3, 5, ledger::submit, Duration.ofMillis(20),
                TestDatagram.MIN_BYTES - 1, at(0), at(60)));
        assertThrows(IllegalArgumentException.class,
                () -> new TrafficSource(3, 5, ledger::submit, Duration.ZERO, 100, at(0), at(60)));
    }

    /**
     * The rule in other words: wake up whenever you like, each datagram leaves at its instant or at the next wake-up.
     */
    @Property(tries = 200)
    void howeverOftenItIsAskedNothingIsSentTwiceOrEarly(@ForAll @IntRange(min = 1, max = 50) int every,
            @ForAll @Size(max = 40) List<@IntRange(max = 90) Integer> steps) {
        TrafficSource source = source(every, 10, 1_000);
        long now = 0;
        for (int step : steps) {
            now += step;
            sentAt(source, now);
            long due = now < 10 ? 0 : Math.min((now - 10) / every + 1, (990 + every - 1) / every);
            assertEquals(due, ledger.size(), "at " + now);
            assertFalse(source.nextSend().isPresent() && !source.nextSend().get().isAfter(at(now)));
        }
    }

    /** Steps of more than the time that is caught up with: whatever happens, the schedule's phase stays. */
    @Property(tries = 200)
    void sleepNeverShiftsTheSchedule(@ForAll @IntRange(min = 1, max = 50) int every,
            @ForAll @Size(max = 20) List<@IntRange(max = 3_000) Integer> steps) {
        TrafficSource source = source(every, 10, 60_000);
        long now = 0;
        for (int step : steps) {
            now += step;
            int before = ledger.size();
            int sent = sentAt(source, now);
            assertEquals(sent, ledger.size() - before);
            assertTrue(sent <= 100 / every + 1, sent + " at once");
            source.nextSend().ifPresent(next -> assertEquals(0, (next.toEpochMilli() - 10) % every));
        }
    }

    private TrafficSource source(int everyMillis, long from, long until) {
        return new TrafficSource(3, 5, ledger::submit, Duration.ofMillis(everyMillis), 100, at(from), at(until));
    }

    private static List<Long> sentWhenDue(TrafficSource source) {
        List<Long> times = new ArrayList<>();
        for (Optional<Instant> due = source.nextSend(); due.isPresent(); due = source.nextSend()) {
            assertTrue(source.poll(due.get()).isPresent());
            times.add(due.get().toEpochMilli());
        }
        return times;
    }

    private static int sentAt(TrafficSource source, long millis) {
        int sent = 0;
        while (source.poll(at(millis)).isPresent()) {
            sent++;
        }
        return sent;
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
