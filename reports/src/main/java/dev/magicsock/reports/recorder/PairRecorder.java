package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.PairRecord;
import java.time.Instant;
import java.util.Optional;

/** Records one pair of endpoints. Not thread-safe. */
public final class PairRecorder {

    private final String a;
    private final String b;
    private final DirectionRecorder aToB;
    private final DirectionRecorder bToA;
    private Optional<Instant> connectAt = Optional.empty();
    private Optional<Instant> relayedAt = Optional.empty();

    PairRecorder(String a, String b, RecordLimits limits) {
        this.a = a;
        this.b = b;
        this.aToB = new DirectionRecorder(a, b, limits);
        this.bToA = new DirectionRecorder(b, a, limits);
    }

    /** One of the two was told to connect; only the first time counts. */
    public void connecting(Instant now) {
        connectAt = connectAt.or(() -> Optional.of(now));
    }

    /** The relay can carry datagrams of this pair; only the first time counts. */
    public void relayed(Instant now) {
        relayedAt = relayedAt.or(() -> Optional.of(now));
    }

    /**
     * The direction in which the named endpoint sends.
     *
     * @throws IllegalArgumentException where it is neither of the two
     */
    public DirectionRecorder from(String sender) {
        if (sender.equals(a)) {
            return aToB;
        }
        if (sender.equals(b)) {
            return bToA;
        }
        throw new IllegalArgumentException(sender + " is neither " + a + " nor " + b);
    }

    PairRecord finish(Instant end) {
        return new PairRecord(a, b, connectAt, relayedAt, aToB.finish(end), bToA.finish(end));
    }
}
