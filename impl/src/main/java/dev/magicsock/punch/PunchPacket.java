package dev.magicsock.punch;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.wire.Demultiplexer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The packet that opens a NAT mapping. It is not authenticated, so it may only ever suggest an address to probe.
 *
 * <pre>
 * | 0x01 | sender's EndpointId 32 | Unix time in nanoseconds, unsigned 64-bit big-endian | = 41 bytes
 * </pre>
 *
 * @param sender who claims to have sent it
 * @param sentAt Unix time at the sender; times before 1970 and after 2554 do not fit and become the nearest that does
 */
public record PunchPacket(EndpointId sender, Instant sentAt) {

    /** Length on the wire. */
    public static final int BYTES = Demultiplexer.PUNCH_BYTES;

    /** Older packets, and packets from further in the future, are ignored: clocks differ, replays come later. */
    public static final Duration MAX_AGE = Duration.ofSeconds(30);

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int TIME_OFFSET = 1 + EndpointId.BYTES;
    private static final Instant LATEST = ofUnixNanos(-1);

    public PunchPacket {
        Objects.requireNonNull(sender, "sender");
        sentAt = clamp(sentAt);
    }

    /** What came of parsing: a packet or the reason why there is none. */
    public sealed interface Parse {
    }

    /** The bytes are a punch packet. */
    public record Parsed(PunchPacket packet) implements Parse {
    }

    /** The bytes are none. */
    public record Rejected(Rejection reason) implements Parse {
    }

    /** Why bytes are no punch packet. */
    public enum Rejection {

        /** Not exactly 41 bytes. */
        WRONG_LENGTH,

        /** The first byte is not 0x01. */
        WRONG_TYPE,

        /** The sender is no point of the curve. */
        INVALID_SENDER
    }

    /** Reads the packet that the remaining bytes are; the buffer stays as it is. */
    public static Parse parse(ByteBuffer datagram) {
        if (datagram.remaining() != BYTES) {
            return new Rejected(Rejection.WRONG_LENGTH);
        }
        byte[] bytes = new byte[BYTES];
        datagram.get(datagram.position(), bytes);
        if (bytes[0] != Demultiplexer.PUNCH_TYPE) {
            return new Rejected(Rejection.WRONG_TYPE);
        }
        Instant sentAt = ofUnixNanos(ByteBuffer.wrap(bytes).getLong(TIME_OFFSET));
        return EndpointId.read(bytes, 1)
                .<Parse>map(sender -> new Parsed(new PunchPacket(sender, sentAt)))
                .orElseGet(() -> new Rejected(Rejection.INVALID_SENDER));
    }

    /** The 41 bytes; a fresh array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        bytes[0] = Demultiplexer.PUNCH_TYPE;
        sender.write(bytes, 1);
        long nanos = sentAt.getEpochSecond() * NANOS_PER_SECOND + sentAt.getNano();
        ByteBuffer.wrap(bytes).putLong(TIME_OFFSET, nanos);
        return bytes;
    }

    /** True if the packet was sent within {@link #MAX_AGE} before or after {@code wallClock}, 30 s exactly included. */
    public boolean isFresh(Instant wallClock) {
        return Duration.between(sentAt, wallClock).abs().compareTo(MAX_AGE) <= 0;
    }

    private static Instant clamp(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return time.isAfter(LATEST) ? LATEST : time;
    }

    private static Instant ofUnixNanos(long unsignedNanos) {
        return Instant.ofEpochSecond(
                Long.divideUnsigned(unsignedNanos, NANOS_PER_SECOND),
                Long.remainderUnsigned(unsignedNanos, NANOS_PER_SECOND));
    }
}
