package dev.magicsock.discovery;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Says when what has to be sent to a pkarr relay: at once when something changed, every five minutes since the relay
 * forgets, and after failures again with a growing pause (section 8).
 *
 * <p>Pure: no I/O, no clock, not thread-safe. After every call: {@link #packetDue} if {@link #nextDeadline} has come,
 * and then {@link #succeeded} or {@link #failed} when the outcome is known; meanwhile nothing is due.
 */
public final class PkarrPublisher {

    /** How often a packet is sent though nothing changed. */
    public static final Duration REPUBLISH_INTERVAL = Duration.ofMinutes(5);

    /** The pause after the first failure, and how much longer it gets with each one. */
    private static final Duration RETRY_STEP = Duration.ofSeconds(1);

    /** A relay that is away for long is asked as often as one that works. */
    private static final Duration RETRY_MAX = REPUBLISH_INTERVAL;

    private final SecretKey key;
    private final PublishedAddresses which;
    private EndpointInfo current;
    private boolean changed;
    private boolean underWay;
    private long lastTimestamp;
    private int failures;
    private Instant due;

    /** A publisher with nothing to publish yet. */
    public PkarrPublisher(SecretKey key, PublishedAddresses which) {
        this.key = Objects.requireNonNull(key);
        this.which = Objects.requireNonNull(which);
    }

    /**
     * The information is this from now on. What does not change what is published changes nothing, and nothing at all
     * is not worth a first packet.
     *
     * @throws IllegalArgumentException if it is about another endpoint
     */
    public void publish(EndpointInfo info, Instant now) {
        if (!info.id().equals(key.id())) {
            throw new IllegalArgumentException("the information is about " + info.id());
        }
        EndpointInfo filtered = new EndpointInfo(which.of(info.address()), info.userData());
        if (filtered.equals(current) || current == null && isEmpty(filtered)) {
            return;
        }
        current = filtered;
        changed = true;
        due = now;
    }

    private static boolean isEmpty(EndpointInfo info) {
        return info.address().relayUrls().isEmpty() && info.address().directAddresses().isEmpty()
                && info.userData().isEmpty();
    }

    /**
     * The packet that has to be sent now, with a timestamp above all before; empty if none has.
     *
     * @param unixTime what the wall clock shows; it may have been set back
     */
    public Optional<SignedPacket> packetDue(Instant unixTime, Instant now) {
        if (due == null || underWay || now.isBefore(due)) {
            return Optional.empty();
        }
        underWay = true;
        changed = false;
        lastTimestamp = Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, unixTime), lastTimestamp + 1);
        return Optional.of(SignedPacket.sign(key, current, lastTimestamp));
    }

    /** The relay has taken the packet. */
    public void succeeded(Instant now) {
        underWay = false;
        failures = 0;
        due = changed ? now : now.plus(REPUBLISH_INTERVAL);
    }

    /** The relay has not taken the packet, or nobody knows. */
    public void failed(Instant now) {
        underWay = false;
        failures++;
        Duration pause = RETRY_STEP.multipliedBy(failures);
        due = now.plus(pause.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : pause);
    }

    /** When {@link #packetDue} has something. */
    public Optional<Deadline> nextDeadline() {
        return due == null || underWay ? Optional.empty() : Optional.of(new Deadline(due, "pkarr publish"));
    }
}
