package dev.magicsock.netsim.link;

import java.time.Duration;
import java.util.Objects;

/**
 * Everything that one direction of a link does to packets.
 *
 * @param latency          time on the wire; 0 to one hour
 * @param jitter           what is added to it; later packets never overtake earlier ones because of it
 * @param loss             which packets are lost
 * @param duplicationRatio probability that a second copy arrives right behind a packet, 0 to 1
 * @param corruptionRatio  probability that a packet is damaged, so that its receiver drops it, 0 to 1
 * @param reordering       which packets are overtaken
 * @param bitsPerSecond    bandwidth for whole IP packets; {@link #UNLIMITED} for none
 * @param queue            what waits in front of the bandwidth
 * @param mtuBytes         largest IP packet, 68 to 65535 bytes; 68 is the least that RFC 791 allows
 * @param oversize         what happens to larger ones
 * @param radio            whether it sleeps when nothing is sent
 */
public record LinkConditions(Duration latency, Jitter jitter, Loss loss, double duplicationRatio,
        double corruptionRatio, Reordering reordering, long bitsPerSecond, QueueLimit queue, int mtuBytes,
        Oversize oversize, Radio radio) {

    /** Bandwidth that takes no time. */
    public static final long UNLIMITED = 0;

    private static final int SMALLEST_MTU_BYTES = 68;
    private static final int LARGEST_MTU_BYTES = 65_535;
    private static final int ETHERNET_MTU_BYTES = 1500;

    /** No delay, no loss, no limit but Ethernet's MTU; the usual start for {@code with} methods. */
    public static final LinkConditions PERFECT = new LinkConditions(Duration.ZERO, Jitter.NONE, Loss.NONE, 0, 0,
            Reordering.NONE, UNLIMITED, QueueLimit.DEFAULT, ETHERNET_MTU_BYTES, Oversize.ANSWER, Radio.AWAKE);

    public LinkConditions {
        Delays.check("latency", latency);
        Objects.requireNonNull(jitter, "jitter");
        Objects.requireNonNull(loss, "loss");
        Ratio.check("duplication ratio", duplicationRatio);
        Ratio.check("corruption ratio", corruptionRatio);
        Objects.requireNonNull(reordering, "reordering");
        if (bitsPerSecond < 0) {
            throw new IllegalArgumentException("bandwidth " + bitsPerSecond + " bit/s is negative");
        }
        Objects.requireNonNull(queue, "queue");
        if (mtuBytes < SMALLEST_MTU_BYTES || mtuBytes > LARGEST_MTU_BYTES) {
            throw new IllegalArgumentException(
                    "MTU " + mtuBytes + " is not in " + SMALLEST_MTU_BYTES + ".." + LARGEST_MTU_BYTES);
        }
        Objects.requireNonNull(oversize, "oversize");
        Objects.requireNonNull(radio, "radio");
    }

    /** A perfect link that takes some time. */
    public static LinkConditions ofLatency(Duration latency) {
        return PERFECT.withLatency(latency);
    }

    public LinkConditions withLatency(Duration value) {
        return new LinkConditions(value, jitter, loss, duplicationRatio, corruptionRatio, reordering, bitsPerSecond,
                queue, mtuBytes, oversize, radio);
    }

    public LinkConditions withJitter(Jitter value) {
        return new LinkConditions(latency, value, loss, duplicationRatio, corruptionRatio, reordering, bitsPerSecond,
                queue, mtuBytes, oversize, radio);
    }

    public LinkConditions withLoss(Loss value) {
        return new LinkConditions(latency, jitter, value, duplicationRatio, corruptionRatio, reordering, bitsPerSecond,
                queue, mtuBytes, oversize, radio);
    }

    /** Each packet is lost with this probability. */
    public LinkConditions withLossRatio(double ratio) {
        return withLoss(new Loss.Bernoulli(ratio));
    }

    public LinkConditions withDuplication(double ratio) {
        return new LinkConditions(latency, jitter, loss, ratio, corruptionRatio, reordering, bitsPerSecond, queue,
                mtuBytes, oversize, radio);
    }

    public LinkConditions withCorruption(double ratio) {
        return new LinkConditions(latency, jitter, loss, duplicationRatio, ratio, reordering, bitsPerSecond, queue,
                mtuBytes, oversize, radio);
    }

    public LinkConditions withReordering(Reordering value) {
        return new LinkConditions(latency, jitter, loss, duplicationRatio, corruptionRatio, value, bitsPerSecond, queue,
                mtuBytes, oversize, radio);
    }

    public LinkConditions withBandwidth(long bitsEachSecond, QueueLimit limit) {
        return new LinkConditions(latency, jitter, loss, duplicationRatio, corruptionRatio, reordering, bitsEachSecond,
                limit, mtuBytes, oversize, radio);
    }

    public LinkConditions withMtu(int bytes, Oversize value) {
        return new LinkConditions(latency, jitter, loss, duplicationRatio, corruptionRatio, reordering, bitsPerSecond,
                queue, bytes, value, radio);
    }

    public LinkConditions withRadio(Radio value) {
        return new LinkConditions(latency, jitter, loss, duplicationRatio, corruptionRatio, reordering, bitsPerSecond,
                queue, mtuBytes, oversize, value);
    }
}
