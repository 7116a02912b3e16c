package dev.magicsock.scenarios.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The conditions of one direction of a link. What is empty keeps the preset's value, or is ideal without a preset.
 *
 * @param latency       one way
 * @param jitter        added to the latency
 * @param loss          of packets
 * @param mtuBytes      largest IP packet, at least 68 (RFC 791)
 * @param tooBig        what happens to larger ones
 * @param bitsPerSecond bandwidth, positive
 * @param queue         what may wait for the bandwidth
 * @param duplicate     ratio of packets that arrive twice, in [0, 1]
 * @param reorder       ratio of packets that are allowed to be overtaken, in [0, 1]
 * @param corrupt       ratio of packets that arrive damaged, in [0, 1]
 * @param radio         when it sleeps, and how long it takes to wake up
 */
public record LinkConditions(Optional<Duration> latency, Optional<Jitter> jitter, Optional<Loss> loss,
        OptionalInt mtuBytes, Optional<TooBig> tooBig, OptionalLong bitsPerSecond, Optional<QueueLimit> queue,
        OptionalDouble duplicate, OptionalDouble reorder, OptionalDouble corrupt, Optional<Radio> radio) {

    /** Changes nothing. */
    public static final LinkConditions UNCHANGED = new LinkConditions(Optional.empty(), Optional.empty(),
            Optional.empty(), OptionalInt.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(),
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

    /** Conditions that leave the radio as it is. */
    public LinkConditions(Optional<Duration> latency, Optional<Jitter> jitter, Optional<Loss> loss,
            OptionalInt mtuBytes, Optional<TooBig> tooBig, OptionalLong bitsPerSecond, Optional<QueueLimit> queue,
            OptionalDouble duplicate, OptionalDouble reorder, OptionalDouble corrupt) {
        this(latency, jitter, loss, mtuBytes, tooBig, bitsPerSecond, queue, duplicate, reorder, corrupt,
                Optional.empty());
    }

    public LinkConditions {
        Objects.requireNonNull(latency);
        Objects.requireNonNull(jitter);
        Objects.requireNonNull(loss);
        Objects.requireNonNull(tooBig);
        Objects.requireNonNull(queue);
        Objects.requireNonNull(radio);
    }

    /** These conditions, with those of {@code other} wherever it says something. */
    public LinkConditions overriddenBy(LinkConditions other) {
        return new LinkConditions(other.latency.or(() -> latency), other.jitter.or(() -> jitter),
                other.loss.or(() -> loss), other.mtuBytes.isPresent() ? other.mtuBytes : mtuBytes,
                other.tooBig.or(() -> tooBig), other.bitsPerSecond.isPresent() ? other.bitsPerSecond : bitsPerSecond,
                other.queue.or(() -> queue), other.duplicate.isPresent() ? other.duplicate : duplicate,
                other.reorder.isPresent() ? other.reorder : reorder,
                other.corrupt.isPresent() ? other.corrupt : corrupt, other.radio.or(() -> radio));
    }

    /**
     * A radio that sleeps.
     *
     * @param idle   how long nothing may be sent before it falls asleep; positive
     * @param wakeUp how long whoever finds it asleep waits
     */
    public record Radio(Duration idle, Duration wakeUp) {
    }

    /** What a link does with a packet larger than its MTU. */
    public enum TooBig {
        /** Drops it and answers with ICMP packet too big (RFC 1191, RFC 4443 section 3.2). */
        ANSWER,
        /** Drops it and says nothing (RFC 2923 section 2.1). */
        BLACK_HOLE
    }

    /**
     * Random extra delay.
     *
     * @param extent       the width of a uniform distribution, the standard deviation of a normal one (cut at zero),
     *                     the mean of an exponential one; positive
     */
    public record Jitter(Duration extent, Distribution distribution) {
        public Jitter {
            if (extent.isNegative() || extent.isZero()) {
                throw new IllegalArgumentException("jitter is positive, not " + extent);
            }
            Objects.requireNonNull(distribution);
        }

        /** How the extra delay is drawn. */
        public enum Distribution { UNIFORM, NORMAL, EXPONENTIAL }
    }

    /** How packets get lost. Ratios are in [0, 1]. */
    public sealed interface Loss {

        /** Each packet on its own. */
        record Bernoulli(double ratio) implements Loss {
        }

        /** Each packet on its own, but at most so many in a row. */
        record AtMostInARow(double ratio, int longestBurst) implements Loss {
        }

        /** In bursts: a two-state Markov chain that steps once per packet (Gilbert 1960, Elliott 1963). */
        record GilbertElliott(double goodToBad, double badToGood, double lossInGood, double lossInBad)
                implements Loss {
        }

        /** Exactly these packets, counted from 1 in the order in which they enter this direction; ascending. */
        record Exactly(List<Long> ordinals) implements Loss {
            public Exactly {
                ordinals = List.copyOf(ordinals);
            }
        }
    }

    /** How much may wait for a link of limited bandwidth; more is dropped at the tail, unless CoDel decides. */
    public sealed interface QueueLimit {

        record Bytes(long bytes) implements QueueLimit {
        }

        record Packets(int packets) implements QueueLimit {
        }

        /** RFC 8289 with its recommended figures. */
        record Codel() implements QueueLimit {
        }
    }
}
