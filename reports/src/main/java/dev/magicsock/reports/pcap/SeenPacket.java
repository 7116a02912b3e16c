package dev.magicsock.reports.pcap;

import java.util.Objects;

/**
 * A packet as one interface of a capture saw it.
 *
 * @param captureInterface number of the interface, in the order in which they were added
 * @param timeNanos        nanoseconds since the start of the run
 * @param packetId         the same wherever the same packet is seen, however it was translated
 * @param frame            from the Ethernet header on; belongs to this record
 */
public record SeenPacket(int captureInterface, long timeNanos, Direction direction, long packetId, byte[] frame) {

    public SeenPacket {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(frame, "frame");
        if (captureInterface < 0 || timeNanos < 0) {
            throw new IllegalArgumentException("interface " + captureInterface + " at " + timeNanos + " ns");
        }
    }

    /** Which way a packet went, seen from the interface; the bits are those of {@code epb_flags}. */
    public enum Direction {
        /** Neither came nor went. */
        UNKNOWN(0),
        /** Came in by the interface. */
        INBOUND(1),
        /** Went out by the interface. */
        OUTBOUND(2);

        private final int flags;

        Direction(int flags) {
            this.flags = flags;
        }

        int flags() {
            return flags;
        }
    }
}
