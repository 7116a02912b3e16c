package dev.magicsock.scenarios.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.traffic.DatagramLedger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

class GapsTest {

    private DatagramLedger ledger = new DatagramLedger();

    /** Properties share one instance of this class. */
    @BeforeTry
    void startAnew() {
        ledger = new DatagramLedger();
    }

    @Test
    void whoSendsNothingHasNoGaps() {
        assertEquals(List.of(), Gaps.of(ledger));
    }

    @Test
    void ifNothingArrivesTheWholeTimeIsAGap() {
        send(100, 120, 140);

        assertEquals(List.of(window(100, 140)), Gaps.of(ledger));
    }

    @Test
    void whatPassesBeforeTheFirstDeliveryIsNoGap() {
        send(100, 120, 140, 160);
        deliver(2, 150);
        deliver(3, 165);

        assertEquals(List.of(window(150, 160)), Gaps.of(ledger));
    }

    @Test
    void gapsReachFromDeliveryToDelivery() {
        send(100, 120, 140, 160, 180);
        deliver(0, 105);
        deliver(1, 125);
        deliver(4, 185);

        assertEquals(List.of(window(105, 125), window(125, 180)), Gaps.of(ledger));
    }

    @Test
    void withoutAFurtherDeliveryAGapEndsWithTheLastDatagram() {
        send(100, 120, 140, 160, 180);
        deliver(0, 105);

        assertEquals(List.of(window(105, 180)), Gaps.of(ledger));
    }

    @Test
    void theSilenceOfAPausedApplicationIsNoGap() {
        send(100, 120);
        deliver(0, 105);
        deliver(1, 125);
        ledger.pause();
        send(5000, 5020);
        deliver(2, 5005);
        deliver(3, 5025);

        assertEquals(List.of(window(105, 120), window(5000, 5005), window(5005, 5020)), Gaps.of(ledger));
    }

    @Test
    void anOutageOnBothSidesOfAPauseIsTwoGaps() {
        send(100, 120, 300);
        deliver(0, 105);
        ledger.pause();
        send(5000, 5020);
        deliver(4, 5300);

        assertEquals(List.of(window(105, 300), window(5000, 5020)), Gaps.of(ledger));
    }

    @Test
    void whoSendsNothingForMoreThanTenSecondsPauses() {
        send(100, 10_100, 20_101);
        deliver(0, 105);
        deliver(2, 20_105);

        assertEquals(List.of(window(105, 10_100)), Gaps.of(ledger));
    }

    /**
     * Another view: every instant after the first delivery at which datagrams are being sent lies in exactly one gap.
     */
    @Property(tries = 300)
    void gapsCoverTheTimeOfSendingOnce(@ForAll @Size(min = 2, max = 40) List<@IntRange(max = 30) Integer> intervals,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 60) Integer> delays) {
        long now = 1000;
        for (int interval : intervals) {
            now += interval;
            send(now);
        }
        List<Instant> arrivals = LongStream.range(0, Math.min(intervals.size(), delays.size()))
                .mapToObj(i -> ledger.sentAt((int) i).plusMillis(delays.get((int) i)))
                .sorted().toList();
        for (int i = 0; i < arrivals.size(); i++) {
            ledger.delivered(i, arrivals.get(i));
        }

        List<Window> gaps = Gaps.of(ledger);

        Instant last = at(now);
        long covered = gaps.stream().mapToLong(gap -> gap.length().toMillis()).sum();
        assertEquals(Math.max(0, last.toEpochMilli() - arrivals.getFirst().toEpochMilli()), covered);
        for (Window gap : gaps) {
            assertTrue(arrivals.contains(gap.from()));
            assertTrue(arrivals.contains(gap.to()) || gap.to().equals(last));
            assertTrue(arrivals.stream().noneMatch(at -> at.isAfter(gap.from()) && at.isBefore(gap.to())));
        }
        assertEquals(gaps.stream().sorted(Comparator.comparing(Window::from)).toList(), gaps);
    }

    private void send(long... millis) {
        for (long at : millis) {
            ledger.submit(100, at(at));
        }
    }

    private void deliver(int sequence, long millis) {
        ledger.delivered(sequence, at(millis));
    }

    private static Window window(long from, long to) {
        return new Window(at(from), at(to));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
