package dev.magicsock.scenarios.cli;

import dev.magicsock.endpoint.EndpointEvent;
import dev.magicsock.endpoint.EndpointListener;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import dev.magicsock.scenarios.cli.NodeEvent.PathUse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hears what happens to an endpoint, and says what a person wants to know of it. */
final class NodeWatch implements EndpointListener {

    /** Remotes whose last path is remembered; the oldest are forgotten first. */
    private static final int MAX_REMOTES = 1024;

    private final Consumer<NodeEvent> out;
    private final CountDownLatch found = new CountDownLatch(1);
    private Optional<List<InetSocketAddress>> said = Optional.empty();
    /** Called by one thread at a time, and by nobody else. */
    private final Map<EndpointId, PathUse> paths = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EndpointId, PathUse> eldest) {
            return size() > MAX_REMOTES;
        }
    };

    NodeWatch(Consumer<NodeEvent> out) {
        this.out = out;
    }

    /** Waits until others can find the endpoint at a relay; returns whether they can. */
    boolean awaitRelay(Duration patience) throws InterruptedException {
        return found.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Says where the endpoint may be reached, unless it has said so already. */
    synchronized void reachable(List<InetSocketAddress> addresses) {
        if (!said.equals(Optional.of(addresses))) {
            said = Optional.of(addresses);
            out.accept(new NodeEvent.Addresses(addresses));
        }
    }

    @Override
    public void happened(EndpointEvent event, Instant at) {
        switch (event) {
            case EndpointEvent.AddressesChanged(var addresses) -> reachable(addresses);
            case EndpointEvent.RelayConnected(var relay) -> out.accept(new NodeEvent.RelayConnected(relay));
            case EndpointEvent.RelayLost(var relay, var reason) -> out.accept(new NodeEvent.RelayLost(relay, reason));
            case EndpointEvent.HomeRelayChanged _ -> found.countDown();
            case EndpointEvent.Connected connected -> out.accept(new NodeEvent.Connected(connected.remote()));
            case EndpointEvent.Closed(var remote, var _, var how) ->
                    out.accept(new NodeEvent.Closed(remote, how.toString()));
            case EndpointEvent.PathSelected(var remote, var path, var roundTrip, var _) ->
                    selected(remote, new PathUse(path, roundTrip));
            case EndpointEvent.PathMeasured(var remote, var path, var roundTrip) -> measured(remote, path, roundTrip);
            case EndpointEvent.PathDeselected _, EndpointEvent.PathAdded _, EndpointEvent.PathClosed _,
                    EndpointEvent.Refused _ -> {
                // Said by what follows, or of no interest to who waits for somebody else.
            }
        }
    }

    private void selected(EndpointId remote, PathUse use) {
        out.accept(new NodeEvent.PathChanged(remote, Optional.ofNullable(paths.put(remote, use)), use));
    }

    private void measured(EndpointId remote, PathId path, Duration roundTrip) {
        paths.computeIfPresent(remote, (_, use) -> use.path().equals(path)
                ? new PathUse(path, Optional.of(roundTrip)) : use);
    }
}
