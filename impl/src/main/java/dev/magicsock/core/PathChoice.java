package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.DirectPath;
import dev.magicsock.path.PathCandidate;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathSelector;
import dev.magicsock.path.PathSnapshot;
import dev.magicsock.path.PathState;
import dev.magicsock.path.RoundTripEstimator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which path of one remote is in use: asks the selector when something changed, and tells what changed. */
final class PathChoice {

    /** Validated paths that heartbeats keep alive beside the selected one: iroh keeps 8 paths per connection. */
    private static final int KEPT_MAX = 8;

    private static final Comparator<DirectPath> FASTEST_FIRST = Comparator.comparing(DirectPath::roundTrip);

    private final EndpointId remote;
    private final Context context;
    private final RemotePaths paths;
    private final RelayReach reach;
    private final PathSelector selector;
    private RoundTripEstimator relayRoundTrip = new RoundTripEstimator();
    private RelayUrl measuredRelay;
    private PathId selected;
    private DirectPath direct;
    private DirectPath[] carriers = new DirectPath[0];

    PathChoice(EndpointId remote, Context context, RemotePaths paths, RelayReach reach) {
        this.remote = remote;
        this.context = context;
        this.paths = paths;
        this.reach = reach;
        this.selector = context.config().selector();
    }

    /** The path in use; empty while none is proven. */
    Optional<PathId> selected() {
        return Optional.ofNullable(selected);
    }

    /** The selected direct path; null if there is none. */
    DirectPath direct() {
        return direct;
    }

    /** The direct path for one flow; null if there is none. */
    DirectPath carrier(int flow) {
        DirectPath[] all = carriers;
        return all.length == 0 ? null : all[all.length == 1 ? 0 : Math.floorMod(flow, all.length)];
    }

    /** Whether flows go by different direct paths. */
    boolean isSpread() {
        return carriers.length > 1;
    }

    /** The smoothed round-trip time through the relay that was measured last; zero if none was. */
    Duration relayRoundTrip() {
        return relayRoundTrip.smoothed();
    }

    /** Every known way to the remote: relays, then direct paths, those of the oldest address first; bounded as both. */
    List<PathSnapshot> snapshots() {
        List<PathSnapshot> all = new ArrayList<>();
        for (RelayUrl relay : reach.all()) {
            all.add(snapshot(relay));
        }
        for (DirectPath path : paths.all()) {
            all.add(path.snapshot(path.id().equals(selected)));
        }
        return all;
    }

    private PathSnapshot snapshot(RelayUrl relay) {
        PathId id = new PathId.Relayed(relay);
        boolean proven = reach.proven().filter(relay::equals).isPresent();
        boolean measured = relay.equals(measuredRelay) && relayRoundTrip.isMeasured();
        return new PathSnapshot(id, proven ? PathState.VALIDATED : PathState.UNPROVEN, false, id.equals(selected),
                measured ? Optional.of(relayRoundTrip.smoothed()) : Optional.empty(), reach.lastHeard(relay));
    }

    /** The remote answered a Ping through a relay. */
    void onRelayMeasured(RelayUrl relay, Duration roundTrip) {
        if (!relay.equals(measuredRelay)) {
            measuredRelay = relay;
            relayRoundTrip = new RoundTripEstimator();
        }
        relayRoundTrip.sample(roundTrip);
    }

    /** Chooses anew. */
    void update(String reason) {
        if (direct != null && direct.isDoubted() && !hasTrusted()) {
            return;
        }
        List<PathCandidate> usable = usable();
        Optional<PathCandidate> current = usable.stream().filter(path -> path.id().equals(selected)).findFirst();
        Optional<PathCandidate> chosen = selector.select(current, usable);
        change(chosen.map(PathCandidate::id).orElse(null), reason);
        carriers = chosen.map(path -> directOf(selector.carriers(path, usable))).orElseGet(() -> new DirectPath[0]);
        keepBest();
    }

    private boolean hasTrusted() {
        for (DirectPath path : paths.all()) {
            if (path.isTrusted()) {
                return true;
            }
        }
        return false;
    }

    private List<PathCandidate> usable() {
        List<PathCandidate> usable = new ArrayList<>();
        for (DirectPath path : paths.all()) {
            if (path.isTrusted()) {
                usable.add(path.asCandidate());
            }
        }
        reach.proven().ifPresent(relay ->
                usable.add(new PathCandidate(new PathId.Relayed(relay), roundTripThrough(relay))));
        return usable;
    }

    private Duration roundTripThrough(RelayUrl relay) {
        return relay.equals(measuredRelay) ? relayRoundTrip.smoothed() : Duration.ZERO;
    }

    private void change(PathId chosen, String reason) {
        if (chosen == null ? selected == null : chosen.equals(selected)) {
            direct = find(chosen);
            return;
        }
        if (selected != null) {
            context.reporter().report(new Observation.PathDeselected(remote, selected, reason));
        }
        selected = chosen;
        direct = find(chosen);
        if (chosen != null) {
            context.reporter().report(new Observation.PathSelected(remote, chosen, reason));
        }
    }

    private DirectPath find(PathId id) {
        return switch (id) {
            case PathId.Direct path -> paths.find(path);
            case PathId.Relayed _ -> null;
            case null -> null;
        };
    }

    private DirectPath[] directOf(List<PathCandidate> candidates) {
        return candidates.stream()
                .map(candidate -> find(candidate.id()))
                .filter(path -> path != null)
                .toArray(DirectPath[]::new);
    }

    private void keepBest() {
        List<DirectPath> validated = new ArrayList<>();
        for (DirectPath path : paths.all()) {
            path.keep(false);
            if (path.state() == PathState.VALIDATED) {
                validated.add(path);
            }
        }
        validated.sort(FASTEST_FIRST);
        for (int i = 0; i < Math.min(KEPT_MAX, validated.size()); i++) {
            validated.get(i).keep(true);
        }
        if (direct != null) {
            direct.keep(true);
        }
    }
}
