package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.traffic.DatagramLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The times without a delivery in one direction while datagrams were being sent.
 *
 * <p>A gap starts with a delivery, or with the first datagram after a pause, and ends with the next delivery, or with
 * the last datagram before a pause if that comes first. What passes before the first delivery of all is no gap, as
 * connecting takes its time; if nothing arrives at all, the whole time is one.
 */
final class Gaps {

    /**
     * An application that sends nothing for longer than this waits for nothing, even if its script knows of no pause.
     */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final DatagramLedger ledger;
    private final List<Instant> deliveries;
    private final List<Window> gaps = new ArrayList<>();
    private int nextDelivery;

    private Gaps(DatagramLedger ledger) {
        this.ledger = ledger;
        this.deliveries = ledger.deliveries();
    }

    /** In the order of time. */
    static List<Window> of(DatagramLedger ledger) {
        if (ledger.size() == 0) {
            return List.of();
        }
        if (ledger.deliveries().isEmpty()) {
            return List.of(new Window(ledger.sentAt(0), ledger.sentAt(ledger.size() - 1)));
        }
        return new Gaps(ledger).find();
    }

    private List<Window> find() {
        int first = 0;
        while (first < ledger.size()) {
            int next = first + 1;
            while (next < ledger.size() && !isPauseBefore(next)) {
                next++;
            }
            addWhileSending(ledger.sentAt(first), ledger.sentAt(next - 1));
            first = next;
        }
        return gaps;
    }

    private boolean isPauseBefore(int sequence) {
        return ledger.startsAfterPause(sequence)
                || ledger.sentAt(sequence - 1).plus(PAUSE).isBefore(ledger.sentAt(sequence));
    }

    private void addWhileSending(Instant began, Instant ended) {
        Instant since = began.isAfter(deliveries.getFirst()) ? began : deliveries.getFirst();
        while (since.isBefore(ended)) {
            while (nextDelivery < deliveries.size() && !deliveries.get(nextDelivery).isAfter(since)) {
                nextDelivery++;
            }
            Instant until = nextDelivery < deliveries.size() && deliveries.get(nextDelivery).isBefore(ended)
                    ? deliveries.get(nextDelivery) : ended;
            gaps.add(new Window(since, until));
            since = until;
        }
    }
}
