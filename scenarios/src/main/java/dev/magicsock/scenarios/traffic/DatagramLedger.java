package dev.magicsock.scenarios.traffic;

import dev.magicsock.reports.record.Carrier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every datagram of one direction, from the application that sent it to its fate. Not thread-safe.
 *
 * <p>A datagram may leave in several copies, because the MagicSock sent on two paths; the network may make more. The first
 * copy that reaches the application delivers it.
 */
public final class DatagramLedger {

    /** More than an hour of a datagram per millisecond: enough for any scenario, and a bound on its memory. */
    public static final int MAX_DATAGRAMS = 4_000_000;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Instant> deliveries = new ArrayList<>();
    private int highestDelivered = -1;

    /** How a copy that reached the application is to be counted. */
    public enum Arrival {
        /** The first copy, in order. */
        FIRST,
        /** The first copy, after one with a higher sequence number. */
        FIRST_REORDERED,
        /** A further copy, because the MagicSock sent on several paths. */
        DELIBERATE_COPY,
        /** A further copy that the network made. */
        NETWORK_COPY,
        /** A datagram that was never sent in this direction. */
        UNKNOWN
    }

    /** Where and why a copy ended. */
    public record Loss(String reason, String place, Instant at) {
    }

    /** The application hands over a datagram; returns its sequence number, or empty when the ledger is full. */
    public Optional<Integer> submit(int sizeBytes, Instant now) {
        if (entries.size() >= MAX_DATAGRAMS) {
            return Optional.empty();
        }
        entries.add(new Entry(now, sizeBytes));
        return Optional.of(entries.size() - 1);
    }

    /** The MagicSock handed a copy to a carrier. */
    public void carried(int sequence, Carrier carrier) {
        if (isKnown(sequence)) {
            Entry entry = entries.get(sequence);
            entry.copiesSent++;
            entry.lastCarrier = carrier;
        }
    }

    /** A copy was dropped; the latest drop stands. */
    public void dropped(int sequence, Loss loss) {
        if (isKnown(sequence)) {
            entries.get(sequence).lastLoss = loss;
        }
    }

    /** A copy reached the application. */
    public Arrival delivered(int sequence, Instant now) {
        if (!isKnown(sequence)) {
            return Arrival.UNKNOWN;
        }
        Entry entry = entries.get(sequence);
        entry.copiesDelivered++;
        if (entry.copiesDelivered > 1) {
            return entry.copiesDelivered <= entry.copiesSent ? Arrival.DELIBERATE_COPY : Arrival.NETWORK_COPY;
        }
        entry.deliveredAt = now;
        deliveries.add(now);
        boolean overtaken = sequence < highestDelivered;
        highestDelivered = Math.max(highestDelivered, sequence);
        return overtaken ? Arrival.FIRST_REORDERED : Arrival.FIRST;
    }

    private boolean isKnown(int sequence) {
        return sequence >= 0 && sequence < entries.size();
    }

    /** How many datagrams the application handed over. */
    public int size() {
        return entries.size();
    }

    /** When it was handed over. */
    public Instant sentAt(int sequence) {
        return entries.get(sequence).sentAt;
    }

    /** Its size as the application counts it. */
    public int sizeBytes(int sequence) {
        return entries.get(sequence).sizeBytes;
    }

    /** When its first copy arrived. */
    public Optional<Instant> deliveredAt(int sequence) {
        return Optional.ofNullable(entries.get(sequence).deliveredAt);
    }

    /** How many copies of it reached the application. */
    public int copiesDelivered(int sequence) {
        return entries.get(sequence).copiesDelivered;
    }

    /** Which carrier took the latest copy; empty if none did. */
    public Optional<Carrier> lastCarrier(int sequence) {
        return Optional.ofNullable(entries.get(sequence).lastCarrier);
    }

    /** Where the latest of its dropped copies ended. */
    public Optional<Loss> lastLoss(int sequence) {
        return Optional.ofNullable(entries.get(sequence).lastLoss);
    }

    /** The instants at which datagrams were delivered for the first time, ascending. */
    public List<Instant> deliveries() {
        return List.copyOf(deliveries);
    }

    private static final class Entry {
        private final Instant sentAt;
        private final int sizeBytes;
        private int copiesSent;
        private int copiesDelivered;
        private Instant deliveredAt;
        private Carrier lastCarrier;
        private Loss lastLoss;

        Entry(Instant sentAt, int sizeBytes) {
            this.sentAt = sentAt;
            this.sizeBytes = sizeBytes;
        }
    }
}
