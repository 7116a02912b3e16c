package dev.magicsock.scenarios.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.traffic.DatagramLedger.Arrival;
import dev.magicsock.scenarios.traffic.DatagramLedger.Loss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

class DatagramLedgerTest {

    private DatagramLedger ledger = new DatagramLedger();

    /** Properties share one instance of this class. */
    @BeforeTry
    void startAnew() {
        ledger = new DatagramLedger();
    }

    @Test
    void datagramsAreNumberedFromZero() {
        assertEquals(Optional.of(0), ledger.submit(100, at(5)));
        assertEquals(Optional.of(1), ledger.submit(200, at(6)));
        assertEquals(2, ledger.size());
        assertEquals(at(6), ledger.sentAt(1));
        assertEquals(200, ledger.sizeBytes(1));
        assertEquals(Optional.empty(), ledger.deliveredAt(1));
        assertEquals(Optional.empty(), ledger.lastCarrier(1));
        assertEquals(Optional.empty(), ledger.lastLoss(1));
    }

    @Test
    void theFirstCopyDelivers() {
        send(2);
        carried(0, Carrier.IPV4);

        assertEquals(Arrival.FIRST, ledger.delivered(0, at(20)));
        assertEquals(Optional.of(at(20)), ledger.deliveredAt(0));
        assertEquals(1, ledger.copiesDelivered(0));
        assertEquals(List.of(at(20)), ledger.deliveries());
    }

    @Test
    void aDatagramThatALaterOneOvertookIsReordered() {
        send(3);

        assertEquals(Arrival.FIRST, ledger.delivered(1, at(20)));
        assertEquals(Arrival.FIRST_REORDERED, ledger.delivered(0, at(21)));
        assertEquals(Arrival.FIRST, ledger.delivered(2, at(22)));
    }

    @Test
    void aSecondCopyIsDeliberateIfTheMagicSockSentTwo() {
        send(1);
        carried(0, Carrier.IPV4);
        carried(0, Carrier.RELAY);

        assertEquals(Arrival.FIRST, ledger.delivered(0, at(20)));
        assertEquals(Arrival.DELIBERATE_COPY, ledger.delivered(0, at(25)));
        assertEquals(Optional.of(at(20)), ledger.deliveredAt(0));
        assertEquals(2, ledger.copiesDelivered(0));
    }

    @Test
    void aSecondCopyIsTheNetworksIfItMadeOne() {
        send(1);
        carried(0, Carrier.IPV4);
        ledger.copiedByNetwork(0);

        assertEquals(Arrival.FIRST, ledger.delivered(0, at(20)));
        assertEquals(Arrival.NETWORK_COPY, ledger.delivered(0, at(20)));
    }

    @Test
    void aCopyThatNobodyMadeIsNotExplainedAway() {
        send(1);
        carried(0, Carrier.IPV4);
        ledger.delivered(0, at(20));

        assertEquals(Arrival.UNEXPLAINED_COPY, ledger.delivered(0, at(25)));
        assertEquals(List.of(at(20)), ledger.deliveries());
    }

    @Test
    void whatWasNeverSentIsUnknownAndChangesNothing() {
        send(1);

        assertEquals(Arrival.UNKNOWN, ledger.delivered(1, at(20)));
        assertEquals(Arrival.UNKNOWN, ledger.delivered(-1, at(20)));
        carried(7, Carrier.RELAY);
        ledger.copiedByNetwork(7);
        ledger.dropped(7, loss(20));
        assertEquals(1, ledger.size());
        assertEquals(List.of(), ledger.deliveries());
        assertEquals(Optional.empty(), ledger.deliveredAt(0));
    }

    @Test
    void theLatestDropStands() {
        send(1);
        ledger.dropped(0, loss(20));
        ledger.dropped(0, new Loss("queue-full", "home", at(30)));

        assertEquals(Optional.of(new Loss("queue-full", "home", at(30))), ledger.lastLoss(0));
    }

    @Test
    void aDatagramIsLostOnceAllItsCopiesAreDropped() {
        send(1);
        carried(0, Carrier.IPV4);
        carried(0, Carrier.IPV6);
        ledger.copiedByNetwork(0);
        for (int dropped = 0; dropped < 3; dropped++) {
            assertFalse(ledger.isLost(0, at(100)), dropped + " of 3 copies dropped");
            ledger.dropped(0, loss(20));
        }

        assertTrue(ledger.isLost(0, at(100)));
    }

    @Test
    void aDatagramThatArrivedIsNotLostWhateverBecameOfItsCopies() {
        send(1);
        carried(0, Carrier.IPV4);
        carried(0, Carrier.RELAY);
        ledger.dropped(0, loss(20));
        ledger.delivered(0, at(30));
        ledger.dropped(0, loss(40));

        assertFalse(ledger.isLost(0, at(100_000)));
        assertEquals(at(30), ledger.fateKnownAt(0));
    }

    @Test
    void oneOfWhichNothingWasHeardIsUnderWayForThreeSecondsAndThenLost() {
        send(1);
        carried(0, Carrier.RELAY);

        assertFalse(ledger.isLost(0, ledger.sentAt(0).plusSeconds(3)));
        assertTrue(ledger.isLost(0, ledger.sentAt(0).plusSeconds(3).plusNanos(1)));
        assertEquals(ledger.sentAt(0).plusSeconds(3), ledger.fateKnownAt(0));
    }

    @Test
    void theFateOfADroppedOneIsKnownWhenItIsDropped() {
        send(1);
        carried(0, Carrier.IPV4);
        ledger.dropped(0, loss(20));

        assertEquals(at(20), ledger.fateKnownAt(0));
    }

    @Test
    void relayBytesCountEachCopyThatARelayTook() {
        send(1);
        carried(0, Carrier.RELAY);
        carried(0, Carrier.IPV4);
        carried(0, Carrier.RELAY);

        assertEquals(200, ledger.relayBytes(0));
        assertEquals(Optional.of(Carrier.RELAY), ledger.lastCarrier(0));
    }

    @Test
    void theFirstDatagramAndTheFirstAfterAPauseAreMarked() {
        send(2);
        ledger.pause();
        ledger.pause();
        send(2);

        assertTrue(ledger.startsAfterPause(0));
        assertFalse(ledger.startsAfterPause(1));
        assertTrue(ledger.startsAfterPause(2));
        assertFalse(ledger.startsAfterPause(3));
    }

    @Test
    void deliveriesCannotBeChangedFromOutside() {
        assertThrows(UnsupportedOperationException.class, () -> ledger.deliveries().add(at(1)));
    }

    @Test
    void aFullLedgerTakesNothingMore() {
        DatagramLedger small = new DatagramLedger(2);

        assertEquals(Optional.of(0), small.submit(100, at(1)));
        assertEquals(Optional.of(1), small.submit(100, at(2)));
        assertEquals(Optional.empty(), small.submit(100, at(3)));
        assertEquals(2, small.size());
    }

    /** Every arrival is exactly one of: first, deliberate copy, network's copy, unexplained copy. */
    @Property(tries = 200)
    void arrivalsAddUp(@ForAll @Size(min = 1, max = 8) List<@IntRange(max = 3) Integer> copiesSent,
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> arrivals) {
        for (int sequence = 0; sequence < copiesSent.size(); sequence++) {
            ledger.submit(100, at(sequence));
            for (int copy = 0; copy < copiesSent.get(sequence); copy++) {
                carried(sequence, Carrier.IPV4);
            }
        }
        Map<Integer, List<Arrival>> seen = new LinkedHashMap<>();
        for (int sequence : arrivals) {
            seen.computeIfAbsent(sequence, _ -> new ArrayList<>()).add(ledger.delivered(sequence, at(1000)));
        }

        seen.forEach((sequence, kinds) -> {
            if (sequence >= copiesSent.size()) {
                assertTrue(kinds.stream().allMatch(kind -> kind == Arrival.UNKNOWN));
                return;
            }
            int deliberate = Math.max(0, Math.min(kinds.size(), copiesSent.get(sequence)) - 1);
            assertTrue(List.of(Arrival.FIRST, Arrival.FIRST_REORDERED).contains(kinds.getFirst()));
            assertEquals(deliberate, kinds.stream().filter(kind -> kind == Arrival.DELIBERATE_COPY).count());
            assertEquals(kinds.size() - 1 - deliberate,
                    kinds.stream().filter(kind -> kind == Arrival.UNEXPLAINED_COPY).count());
        });
        assertEquals(seen.keySet().stream().filter(sequence -> sequence < copiesSent.size()).count(),
                ledger.deliveries().size());
    }

    private void send(int datagrams) {
        for (int i = 0; i < datagrams; i++) {
            ledger.submit(100, at(10 + i));
        }
    }

    private void carried(int sequence, Carrier carrier) {
        ledger.carried(sequence, carrier);
    }

    private static Loss loss(long millis) {
        return new Loss("link-loss", "alice/eth0", at(millis));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
