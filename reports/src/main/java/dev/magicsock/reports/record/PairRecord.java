package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Two endpoints that talk to each other; each direction has a path of its own.
 *
 * @param a         name of one endpoint, by convention the one that dialled
 * @param b         name of the other
 * @param connectAt when the script told one of them to connect; the time to direct counts from here
 * @param relayedAt when the relay could carry datagrams of the pair for the first time
 * @param aToB      what a sent to b
 * @param bToA      what b sent to a
 */
public record PairRecord(String a, String b, Optional<Instant> connectAt, Optional<Instant> relayedAt,
                         Direction aToB, Direction bToA) {

    public PairRecord {
        Check.name("endpoint", a);
        Check.name("endpoint", b);
        if (a.equals(b)) {
            throw new IllegalArgumentException("a pair has two endpoints, not twice " + a);
        }
        connectAt.ifPresent(at -> Check.time("connect", at));
        relayedAt.ifPresent(at -> Check.time("relayed", at));
        Objects.requireNonNull(aToB, "aToB");
        Objects.requireNonNull(bToA, "bToA");
    }

    /**
     * One direction of a pair.
     *
     * @param paths    stretches of constant path, adjoining each other
     * @param directAt when the sender selected a validated direct path for the first time
     * @param rtt      round-trip times that the sender measured, one series per carrier, in the order of carriers
     * @param traffic  what became of the application's datagrams
     */
    public record Direction(Capped<PathInterval> paths, Optional<Instant> directAt, List<CarrierRtt> rtt,
                            Traffic traffic) {

        public Direction {
            Objects.requireNonNull(paths, "paths");
            directAt.ifPresent(at -> Check.time("direct", at));
            rtt = List.copyOf(rtt);
            Objects.requireNonNull(traffic, "traffic");
        }
    }

    /** Round-trip times over one carrier, in nanoseconds. */
    public record CarrierRtt(Carrier carrier, Series samples) {

        public CarrierRtt {
            Objects.requireNonNull(carrier, "carrier");
            if (samples.unit() != Series.Unit.NANOSECONDS) {
                throw new IllegalArgumentException("round-trip times are in nanoseconds, not " + samples.unit());
            }
        }
    }
}
