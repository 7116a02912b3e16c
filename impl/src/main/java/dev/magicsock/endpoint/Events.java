package dev.magicsock.endpoint;

import dev.magicsock.core.Observation;
import dev.magicsock.socket.HubClock;
import dev.magicsock.socket.ObservationListener;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens, one event after the other, and keeps the round trips that it hears of. Thread-safe. */
final class Events implements ObservationListener {

    private static final Logger LOG = LoggerFactory.getLogger(MagicSock.class);

    private final RoundTrips roundTrips;
    private final HubClock clock;
    private final List<EndpointListener> listeners;

    Events(RoundTrips roundTrips, HubClock clock, List<EndpointListener> listeners) {
        this.roundTrips = roundTrips;
        this.clock = clock;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    void add(EndpointListener listener) {
        listeners.add(listener);
    }

    void remove(EndpointListener listener) {
        listeners.remove(listener);
    }

    /** Something that happened just now. */
    void tell(EndpointEvent event) {
        tell(event, clock.wallClock());
    }

    private synchronized void tell(EndpointEvent event, Instant at) {
        for (EndpointListener listener : listeners) {
            try {
                listener.happened(event, at);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed at {}", event, e);
            }
        }
    }

    @Override
    public void observed(Observation observation, Instant at) {
        switch (observation) {
            case Observation.PathValidated(var remote, var path, var roundTrip, var _) -> {
                roundTrips.measured(remote, path, roundTrip);
                tell(new EndpointEvent.PathAdded(remote, path, roundTrip), at);
            }
            case Observation.PongReceived(var remote, var path, var _, var roundTrip, var _) -> {
                roundTrips.measured(remote, path, roundTrip);
                tell(new EndpointEvent.PathMeasured(remote, path, roundTrip), at);
            }
            case Observation.PathSelected(var remote, var path, var reason) ->
                    tell(new EndpointEvent.PathSelected(remote, path, roundTrips.last(remote, path), reason), at);
            case Observation.PathDeselected(var remote, var path, var reason) ->
                    tell(new EndpointEvent.PathDeselected(remote, path, roundTrips.last(remote, path), reason), at);
            case Observation.RelayConnected(var relay) -> tell(new EndpointEvent.RelayConnected(relay), at);
            case Observation.RelayLost(var relay, var reason) -> tell(new EndpointEvent.RelayLost(relay, reason), at);
            case Observation.HomeRelayChanged(var _, var relay, var _) ->
                    tell(new EndpointEvent.HomeRelayChanged(relay), at);
            case Observation.OwnAddressesChanged(var addresses) ->
                    tell(new EndpointEvent.AddressesChanged(addresses), at);
            case Observation _ -> {
                // Of interest to those who look into the core.
            }
        }
    }
}
