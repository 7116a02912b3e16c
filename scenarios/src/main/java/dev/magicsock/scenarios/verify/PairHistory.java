package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Everything that expectations about one pair are judged by. Not thread-safe. */
public final class PairHistory {

    /** A heartbeat per second for a day and more; later ones are not judged. */
    private static final int MAX_ROUND_TRIPS = 100_000;

    private final String a;
    private final String b;
    private final Side fromA = new Side();
    private final Side fromB = new Side();
    private final QuicHistory quic = new QuicHistory();
    private Optional<Instant> connectedAt = Optional.empty();

    /** A history in which nothing has happened yet. */
    public PairHistory(String a, String b) {
        this.a = a;
        this.b = b;
    }

    /** What one end sent to the other. */
    public static final class Side {
        private final PathTimeline paths = new PathTimeline();
        private final DatagramLedger datagrams = new DatagramLedger();
        private final List<RoundTrip> roundTrips = new ArrayList<>();

        /** Which path it used when. */
        public PathTimeline paths() {
            return paths;
        }

        /** The book of its application's datagrams. */
        public DatagramLedger datagrams() {
            return datagrams;
        }

        /** The smoothed round-trip time of the path in use was measured again. */
        public void roundTrip(Duration smoothed, Instant now) {
            if (roundTrips.size() < MAX_ROUND_TRIPS) {
                roundTrips.add(new RoundTrip(now, smoothed));
            }
        }

        List<RoundTrip> roundTrips() {
            return roundTrips;
        }
    }

    record RoundTrip(Instant at, Duration smoothed) {
    }

    /** The end that is named first. */
    public String a() {
        return a;
    }

    /** The other end. */
    public String b() {
        return b;
    }

    /** What the named end sends. */
    public Side from(String end) {
        if (!end.equals(a) && !end.equals(b)) {
            throw new IllegalArgumentException(end + " is neither " + a + " nor " + b);
        }
        return end.equals(a) ? fromA : fromB;
    }

    /** What real QUIC between the two did. */
    public QuicHistory quic() {
        return quic;
    }

    List<Side> sides() {
        return List.of(fromA, fromB);
    }

    /** One of the two was told to connect to the other; the first time counts. */
    public void connected(Instant now) {
        connectedAt = connectedAt.or(() -> Optional.of(now));
    }

    Optional<Instant> connectedAt() {
        return connectedAt;
    }

    /** Both ends are on this kind; one end suffices for {@link PathKind#ONE_WAY}. */
    boolean isOn(PathKind kind, Instant at) {
        boolean first = fromA.paths.isOn(kind, at);
        boolean second = fromB.paths.isOn(kind, at);
        return kind == PathKind.ONE_WAY ? first || second : first && second;
    }

    /** Neither end is on this kind. */
    boolean isNotOn(PathKind kind, Instant at) {
        return !fromA.paths.isOn(kind, at) && !fromB.paths.isOn(kind, at);
    }

    /** {@code from}, and the later instants until {@code to} at which either end changed. */
    List<Instant> momentsBetween(Instant from, Instant to) {
        TreeSet<Instant> moments = new TreeSet<>(fromA.paths.changesBetween(from, to));
        moments.addAll(fromB.paths.changesBetween(from, to));
        moments.add(from);
        return List.copyOf(moments);
    }

    /** In words what both ends used at this instant. */
    public String describe(Instant at) {
        String first = fromA.paths.describe(at);
        String second = fromB.paths.describe(at);
        return first.equals(second) ? "both were " + first : a + " was " + first + ", " + b + " " + second;
    }
}
