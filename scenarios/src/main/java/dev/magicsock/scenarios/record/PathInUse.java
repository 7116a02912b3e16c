package dev.magicsock.scenarios.record;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.Route;
import dev.magicsock.scenarios.verify.PathTimeline.Carrying;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one endpoint uses towards one peer, put together from what it says about its paths. Not thread-safe. */
final class PathInUse {

    private final Set<PathId> oneWay = new LinkedHashSet<>();
    private Optional<PathId> selected = Optional.empty();
    private boolean inDoubt;
    private Optional<Duration> smoothedRoundTrip = Optional.empty();

    void selected(PathId path) {
        selected = Optional.of(path);
        inDoubt = false;
        smoothedRoundTrip = Optional.empty();
    }

    void deselected(PathId path) {
        if (isInUse(path)) {
            selected = Optional.empty();
            inDoubt = false;
        }
    }

    void doubted() {
        inDoubt = true;
    }

    void trusted() {
        inDoubt = false;
    }

    void oneWay(PathId path) {
        oneWay.add(path);
    }

    void noLongerOneWay() {
        oneWay.clear();
    }

    void givenUp(PathId path) {
        oneWay.remove(path);
    }

    /**
     * A round trip was measured on some path.
     *
     * @return the smoothed round-trip time of the path in use, as RFC 6298 section 2 computes it; empty if it is not
     *         that path
     */
    Optional<Duration> roundTrip(PathId path, Duration sample) {
        if (!isInUse(path)) {
            return Optional.empty();
        }
        smoothedRoundTrip = smoothedRoundTrip.map(old -> old.multipliedBy(7).plus(sample).dividedBy(8))
                .or(() -> Optional.of(sample));
        return smoothedRoundTrip;
    }

    private boolean isInUse(PathId path) {
        return selected.equals(Optional.of(path));
    }

    /** Packets pass in one direction only, and no path works in both. */
    boolean isOneWay() {
        return !oneWay.isEmpty() && !isDirect();
    }

    private boolean isDirect() {
        return selected.isPresent() && selected.get().kind().isDirect();
    }

    Carrying carrying() {
        return selected.map(path -> switch (path.kind()) {
            case IPV4 -> Carrying.IPV4;
            case IPV6 -> Carrying.IPV6;
            case RELAY -> Carrying.RELAY;
        }).orElse(Carrying.NOTHING);
    }

    PathKind kind() {
        if (isDirect() && inDoubt) {
            return PathKind.IN_DOUBT;
        }
        return switch (carrying()) {
            case NOTHING -> PathKind.NONE;
            case RELAY -> isOneWay() ? PathKind.ONE_WAY : PathKind.RELAY;
            case IPV4 -> PathKind.IPV4_DIRECT;
            case IPV6 -> PathKind.IPV6_DIRECT;
        };
    }

    List<Route> routes() {
        return selected.map(path -> List.of(route(path))).orElse(List.of());
    }

    private static Route route(PathId path) {
        return switch (path) {
            case PathId.Direct direct ->
                new Route(carrier(direct.kind()), Optional.empty(), SocketAddresses.format(direct.remote()));
            case PathId.Relayed relayed -> new Route(Carrier.RELAY, Optional.empty(), relayed.relay().toString());
        };
    }

    static Carrier carrier(dev.magicsock.path.PathKind kind) {
        return switch (kind) {
            case IPV4 -> Carrier.IPV4;
            case IPV6 -> Carrier.IPV6;
            case RELAY -> Carrier.RELAY;
        };
    }
}
