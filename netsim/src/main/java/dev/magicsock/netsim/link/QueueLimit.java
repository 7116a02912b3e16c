package dev.magicsock.netsim.link;

/** How much waits in front of a bottleneck before new packets are dropped (drop-tail). */
public sealed interface QueueLimit {

    /** A common router's default: 1000 packets, as Linux' {@code txqueuelen}. */
    QueueLimit DEFAULT = new Packets(1000);

    /** @param count packets that may wait besides the one being sent; 0 or more */
    record Packets(int count) implements QueueLimit {
        public Packets {
            if (count < 0) {
                throw new IllegalArgumentException("a queue cannot hold " + count + " packets");
            }
        }
    }

    /** @param count bytes of IP packets that may wait besides the packet being sent; 0 or more */
    record Bytes(long count) implements QueueLimit {
        public Bytes {
            if (count < 0) {
                throw new IllegalArgumentException("a queue cannot hold " + count + " bytes");
            }
        }
    }
}
