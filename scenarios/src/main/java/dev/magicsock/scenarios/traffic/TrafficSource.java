package dev.magicsock.scenarios.traffic;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends the datagrams of one direction at even intervals. Pure: asked at instants, never asks a clock. */
public final class TrafficSource {

    /** A busy application catches up with what was due less than this ago; one that is later has slept. */
    private static final Duration CATCH_UP = Duration.ofMillis(100);

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
            throw new IllegalArgumentException("a test datagram has at least " + TestDatagram.MIN_BYTES + " bytes, not "
                    + sizeBytes);
        }
        if (!every.isPositive()) {
            throw new IllegalArgumentException("the time between two datagrams is positive, not " + every);
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

    /** When the next datagram is due; empty after the last one. */
    public Optional<Instant> nextSend() {
        return next.isBefore(until) ? Optional.of(next) : Optional.empty();
    }

    /**
     * The next datagram that is due, entered in the ledger as sent {@code now}; empty if none is due. Datagrams that
     * were due while the host slept are skipped but for the last of them, as an application that slept has not made
     * them.
     *
     * @return valid until the next call
     */
    public Optional<ByteBuffer> poll(Instant now) {
        if (next.plus(CATCH_UP).isBefore(now)) {
            long missed = Duration.between(next, now).dividedBy(every);
            next = next.plus(every.multipliedBy(missed));
        }
        if (next.isAfter(now) || !next.isBefore(until)) {
            return Optional.empty();
        }
        next = next.plus(every);
        return outbox.submit(sizeBytes, now).map(this::write);
    }

    private ByteBuffer write(int sequence) {
        new TestDatagram(sender, receiver, sequence).write(datagram, sizeBytes);
        return datagram;
    }
}
