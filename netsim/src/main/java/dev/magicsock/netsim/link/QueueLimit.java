package dev.magicsock.netsim.link;

import java.time.Duration;

/** How much waits in front of a bottleneck, and which packets are dropped when it is too much. */
public sealed interface QueueLimit {

    /** A common router's default: 1000 packets, as Linux' {@code txqueuelen}. */
    QueueLimit DEFAULT = new Packets(1000);

    /**
     * Drop-tail.
     *
     * @param count packets that may wait besides the one being sent; 0 or more
     */
    record Packets(int count) implements QueueLimit {
        public Packets {
            if (count < 0) {
                throw new IllegalArgumentException("a queue cannot hold " + count + " packets");
            }
        }
    }

    /**
     * Drop-tail.
     *
     * @param count bytes of IP packets that may wait besides the packet being sent; 0 or more
     */
    record Bytes(long count) implements QueueLimit {
        public Bytes {
            if (count < 0) {
                throw new IllegalArgumentException("a queue cannot hold " + count + " bytes");
            }
        }
    }

    /**
     * Drops by how long packets have had to wait (RFC 8289).
     *
     * @param target   the waiting time that may stand; positive
     * @param interval how long it may stand before the first drop; at least the target
     * @param packets  how many may wait at most; 1 to {@value #MOST_PACKETS}
     */
    record Codel(Duration target, Duration interval, int packets) implements QueueLimit {

        /** Keeps a queue that is full within some hundred megabytes. */
        static final int MOST_PACKETS = 1 << 16;

        /** RFC 8289 sections 4.2 and 4.3: 5 ms and 100 ms; Linux' limit of 1000 packets. */
        public static final Codel RECOMMENDED = new Codel(Duration.ofMillis(5), Duration.ofMillis(100), 1000);

        public Codel {
            Delays.check("target", target);
            Delays.check("interval", interval);
            if (target.isZero() || interval.compareTo(target) < 0) {
                throw new IllegalArgumentException("CoDel needs a positive target and no shorter interval: "
                        + target + ", " + interval);
            }
            if (packets < 1 || packets > MOST_PACKETS) {
                throw new IllegalArgumentException("a queue cannot hold " + packets + " packets");
            }
        }
    }
}
