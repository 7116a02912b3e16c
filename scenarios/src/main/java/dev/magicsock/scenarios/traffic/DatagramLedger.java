package dev.magicsock.scenarios.traffic;

import dev.magicsock.reports.record.Carrier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Every datagram of one direction, from the application that sent it to its fate. Not thread-safe.
 *
 * <p>A datagram may leave in several copies, because the MagicSock sent on two paths; the network may make more. The
 * first copy that reaches the application delivers it. What is said about a sequence number that was never given out is
 * ignored.
 */
public final class DatagramLedger {

    /** More than an hour of a datagram per millisecond: enough for any scenario, and a bound on its memory. */
    private static final int MAX_DATAGRAMS = 4_000_000;

    /**
     * A copy of which nothing was heard for so long is lost: streams to relays repeat lost segments for seconds.
     */
    private static final Duration UNDER_WAY_MAX = Duration.ofSeconds(3);

    private final int maxDatagrams;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Instant> deliveries = new ArrayList<>();
    private int highestDelivered = -1;
    private boolean paused = true;

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
        /** A further copy that neither the MagicSock nor the network made. */
        UNEXPLAINED_COPY,
        /** A datagram that was never sent in this direction. */
        UNKNOWN
    }

    /** Where and why a copy ended. */
    public record Loss(String reason, String place, Instant at) {
    }

    /** An empty book. */
    public DatagramLedger() {
        this(MAX_DATAGRAMS);
    }

    DatagramLedger(int maxDatagrams) {
        this.maxDatagrams = maxDatagrams;
    }

    /** The application hands over a datagram; returns its sequence number, or empty when the ledger is full. */
    public Optional<Integer> submit(int sizeBytes, Instant now) {
        if (entries.size() >= maxDatagrams) {
            return Optional.empty();
        }
        entries.add(new Entry(now, sizeBytes, paused));
        paused = false;
        return Optional.of(entries.size() - 1);
    }

    /** The application sends nothing for a while: the silence that follows is none of the network's. */
    public void pause() {
        paused = true;
    }

    /** The MagicSock handed a copy to a carrier. */
    public void carried(int sequence, Carrier carrier) {
        if (isKnown(sequence)) {
            Entry entry = entries.get(sequence);
            entry.copiesSent++;
            entry.copiesToRelays += carrier == Carrier.RELAY ? 1 : 0;
            entry.lastCarrier = carrier;
        }
    }

    /** The network made one more of a copy. */
    public void copiedByNetwork(int sequence) {
        if (isKnown(sequence)) {
            entries.get(sequence).copiesByNetwork++;
        }
    }

    /** A copy was dropped; the latest drop stands. */
    public void dropped(int sequence, Loss loss) {
        if (isKnown(sequence)) {
            Entry entry = entries.get(sequence);
            entry.copiesDropped++;
            entry.lastLoss = loss;
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
            return furtherCopy(entry);
        }
        entry.deliveredAt = now;
        deliveries.add(now);
        boolean overtaken = sequence < highestDelivered;
        highestDelivered = Math.max(highestDelivered, sequence);
        return overtaken ? Arrival.FIRST_REORDERED : Arrival.FIRST;
    }

    private static Arrival furtherCopy(Entry entry) {
        if (entry.copiesDelivered > entry.copies()) {
            return Arrival.UNEXPLAINED_COPY;
        }
        return entry.copiesDelivered <= entry.copiesSent ? Arrival.DELIBERATE_COPY : Arrival.NETWORK_COPY;
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

    /** Whether it is the first of all, or the first after a pause of the application. */
    public boolean startsAfterPause(int sequence) {
        return entries.get(sequence).afterPause;
    }

    /** When its first copy arrived. */
    public Optional<Instant> deliveredAt(int sequence) {
        return Optional.ofNullable(entries.get(sequence).deliveredAt);
    }

    /** How many copies of it reached the application. */
    public int copiesDelivered(int sequence) {
        return entries.get(sequence).copiesDelivered;
    }

    /** How many bytes of its copies the MagicSock handed to relays. */
    public long relayBytes(int sequence) {
        Entry entry = entries.get(sequence);
        return (long) entry.copiesToRelays * entry.sizeBytes;
    }

    /** Which carrier took the latest copy; empty if none did. */
    public Optional<Carrier> lastCarrier(int sequence) {
        return Optional.ofNullable(entries.get(sequence).lastCarrier);
    }

    /** Where the latest of its dropped copies ended. */
    public Optional<Loss> lastLoss(int sequence) {
        return Optional.ofNullable(entries.get(sequence).lastLoss);
    }

    /**
     * Whether it will not arrive any more: no copy did, and every copy is known to be dropped or the datagram is too
     * old to be still under way.
     *
     * @param end when the run ended
     */
    public boolean isLost(int sequence, Instant end) {
        Entry entry = entries.get(sequence);
        boolean allDropped = entry.copiesDropped > 0 && entry.copiesDropped >= entry.copies();
        return entry.deliveredAt == null && (allDropped || entry.sentAt.isBefore(end.minus(UNDER_WAY_MAX)));
    }

    /** When its fate was known at the latest: delivered, dropped, or too long under way. */
    public Instant fateKnownAt(int sequence) {
        Entry entry = entries.get(sequence);
        if (entry.deliveredAt != null) {
            return entry.deliveredAt;
        }
        return entry.lastLoss != null ? entry.lastLoss.at : entry.sentAt.plus(UNDER_WAY_MAX);
    }

    /** The instants at which datagrams were delivered for the first time, ascending; a view. */
    public List<Instant> deliveries() {
        return Collections.unmodifiableList(deliveries);
    }

    private static final class Entry {
        private final Instant sentAt;
        private final int sizeBytes;
        private final boolean afterPause;
        private int copiesSent;
        private int copiesToRelays;
        private int copiesByNetwork;
        private int copiesDropped;
        private int copiesDelivered;
        private Instant deliveredAt;
        private Carrier lastCarrier;
        private Loss lastLoss;

        Entry(Instant sentAt, int sizeBytes, boolean afterPause) {
            this.sentAt = sentAt;
            this.sizeBytes = sizeBytes;
            this.afterPause = afterPause;
        }

        int copies() {
            return copiesSent + copiesByNetwork;
        }
    }
}
