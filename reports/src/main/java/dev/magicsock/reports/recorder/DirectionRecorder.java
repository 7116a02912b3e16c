package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.PairRecord.CarrierRtt;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.Route;
import dev.magicsock.reports.record.Series.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records what one endpoint sends to another: its path over time, round-trip times and traffic. Not thread-safe. */
public final class DirectionRecorder {

    private final String subject;
    private final RecordLimits limits;
    private final TrafficRecorder traffic;
    private final CappedList<PathInterval> closed;
    private final Map<Carrier, SeriesRecorder> rtt = new EnumMap<>(Carrier.class);
    private PathInterval open =
            new PathInterval(Instant.EPOCH, Instant.EPOCH, PathKind.NONE, List.of(), "nothing was tried yet");
    private Optional<Instant> directAt = Optional.empty();

    DirectionRecorder(String from, String to, RecordLimits limits) {
        this.subject = from + " to " + to;
        this.limits = limits;
        this.traffic = new TrafficRecorder(limits.groups());
        this.closed = new CappedList<>(limits.paths());
    }

    /**
     * From now on datagrams take this path. Telling the same path again changes nothing; of several changes at the same
     * instant the last one stands.
     *
     * @param routes the addresses in use
     * @param reason why the path became this one
     */
    public void path(PathKind kind, List<Route> routes, String reason, Instant now) {
        if (open.kind() == kind && open.routes().equals(routes)) {
            return;
        }
        if (now.isAfter(open.from())) {
            closed.add(ended(open, now));
        }
        open = new PathInterval(now, now, kind, routes, reason);
        if (kind.isDirect() && directAt.isEmpty()) {
            directAt = Optional.of(now);
        }
    }

    /** The sender measured a round-trip time over one carrier. */
    public void rtt(Carrier carrier, Duration sample, Instant now) {
        rtt.computeIfAbsent(carrier, _ -> new SeriesRecorder(subject, "rtt", Unit.NANOSECONDS, limits.buckets()))
                .sample(sample.toNanos(), now);
    }

    /** The counts of this direction. */
    public TrafficRecorder traffic() {
        return traffic;
    }

    Direction finish(Instant end) {
        if (end.isAfter(open.from())) {
            closed.add(ended(open, end));
        }
        List<CarrierRtt> series = new ArrayList<>();
        rtt.forEach((carrier, samples) -> series.add(new CarrierRtt(carrier, samples.toSeries())));
        return new Direction(closed.toCapped(), directAt, series, traffic.toTraffic());
    }

    private static PathInterval ended(PathInterval interval, Instant until) {
        return new PathInterval(interval.from(), until, interval.kind(), interval.routes(), interval.reason());
    }
}
