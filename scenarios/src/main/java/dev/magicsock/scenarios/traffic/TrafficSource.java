package dev.magicsock.scenarios.traffic;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends the datagrams of one direction at even intervals. Pure: asked at instants, never asks a clock. */
public final class TrafficSource {

    private final int sender;
    private final int receiver;
    private final Outbox outbox;
    private final Duration every;
    private final int sizeBytes;
    private final Instant until;
    private final ByteBuffer datagram;
    private Instant next;

    /** Where datagrams are entered when they are sent. */
    @FunctionalInterface
    public interface Outbox {
        /** Returns the datagram's sequence number; empty if it cannot be sent. */
        Optional<Integer> submit(int sizeBytes, Instant now);
    }

    /**
     * @param sender    ordinal of the sending endpoint
     * @param receiver  ordinal of the receiving endpoint
     * @param every     positive time between two datagrams
     * @param sizeBytes at least {@link TestDatagram#MIN_BYTES}
     * @param from      when the first one leaves
     * @param until     the last one leaves before
     */
    public TrafficSource(int sender, int receiver, Outbox outbox, Duration every, int sizeBytes, Instant from,
            Instant until) {
        if (sizeBytes < TestDatagram.MIN_BYTES) {
            throw new IllegalArgumentException(sizeBytes + " bytes do not hold a test datagram's header of "
                    + TestDatagram.MIN_BYTES);
        }
        this.sender = sender;
        this.receiver = receiver;
        this.outbox = outbox;
        this.every = every;
        this.sizeBytes = sizeBytes;
        this.next = from;
        this.until = until;
        this.datagram = ByteBuffer.allocate(sizeBytes);
    }

    /** Ordinal of the endpoint that it sends to. */
    public int receiver() {
        return receiver;
    }

    /** When the next datagram is due; empty after the last one. */
    public Optional<Instant> nextSend() {
        return next.isBefore(until) ? Optional.of(next) : Optional.empty();
    }

    /**
     * The datagram that is due, entered in the ledger as sent {@code now}; empty if none is due. Datagrams that were due
     * while the host slept are skipped, as an application that slept has not made them.
     */
    public Optional<ByteBuffer> poll(Instant now) {
        if (next.isAfter(now) || !next.isBefore(until)) {
            return Optional.empty();
        }
        next = next.plus(every);
        if (next.isBefore(now)) {
            long missed = Duration.between(next, now).dividedBy(every);
            next = next.plus(every.multipliedBy(missed));
        }
        return outbox.submit(sizeBytes, now).map(this::write);
    }

    private ByteBuffer write(int sequence) {
        new TestDatagram(sender, receiver, sequence).write(datagram, sizeBytes);
        return datagram;
    }
}
