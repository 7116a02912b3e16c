package dev.magicsock.scenarios.compare;

import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.comparison.Purpose;
import dev.magicsock.reports.comparison.Spending;
import dev.magicsock.wire.Demultiplexer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Adds up what hosts send in one run, by what it is for. Not thread-safe. */
public final class SendTally implements TraceSink {

    private final Map<Purpose, Spending.Use> uses = new EnumMap<>(Purpose.class);
    private long[] probeTimes = new long[256];
    private int probes;

    @Override
    public void sent(long timeNanos, int element, Packet packet) {
        Purpose purpose = purpose(packet);
        uses.merge(purpose, Spending.Use.NONE.plus(packet.sizeBytes()), (all, _) -> all.plus(packet.sizeBytes()));
        if (purpose == Purpose.PROBE || purpose == Purpose.PUNCH) {
            if (probes == probeTimes.length) {
                probeTimes = Arrays.copyOf(probeTimes, 2 * probes);
            }
            probeTimes[probes++] = timeNanos;
        }
    }

    private static Purpose purpose(Packet packet) {
        return switch (packet.transport()) {
            case UDP -> switch (Demultiplexer.classify(packet.payload())) {
                case STUN -> Purpose.STUN;
                case PROBE -> Purpose.PROBE;
                case PUNCH -> Purpose.PUNCH;
                case QUIC -> Purpose.DATA;
                case UNKNOWN -> Purpose.OTHER;
            };
            case STREAM -> Purpose.RELAY;
            case ICMP -> Purpose.OTHER;
        };
    }

    /** What was sent so far. */
    Spending spending() {
        return new Spending(uses);
    }

    /** How many probes and punch packets were sent until then, inclusive. */
    long probesUntil(Instant time) {
        long nanos = Duration.between(Instant.EPOCH, time).toNanos();
        int count = 0;
        while (count < probes && probeTimes[count] <= nanos) {
            count++;
        }
        return count;
    }
}
