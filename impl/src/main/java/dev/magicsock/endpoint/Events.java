package dev.magicsock.endpoint;

import dev.magicsock.core.Observation;
import dev.magicsock.endpoint.EndpointEvent.Direction;
import dev.magicsock.flight.FlightLog;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.socket.HubClock;
import dev.magicsock.socket.ObservationListener;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners, metrics, flight recordings and the log what happens, one event after the other, and keeps the round
 * trips that it hears of. Thread-safe.
 */
final class Events implements ObservationListener {

    private static final Logger LOG = LoggerFactory.getLogger(MagicSock.class);

    private final String id;
    private final FlightLog flight;
    private final RoundTrips roundTrips;
    private final Metrics metrics;
    private final HubClock clock;
    private final List<EndpointListener> listeners;

    Events(EndpointId id, RoundTrips roundTrips, Metrics metrics, HubClock clock, List<EndpointListener> listeners) {
        this.id = id.toShortString();
        this.flight = new FlightLog(id);
        this.roundTrips = roundTrips;
        this.metrics = metrics;
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
        metrics.count(event);
        record(event);
        log(event);
        for (EndpointListener listener : listeners) {
            try {
                listener.happened(event, at);
            } catch (RuntimeException e) {
                LOG.warn("{}: a listener failed at {}", id, event, e);
            }
        }
    }

    private void record(EndpointEvent event) {
        switch (event) {
            case EndpointEvent.Connected(var remote, var protocol, Direction direction) -> {
                if (direction == Direction.DIALLED) {
                    flight.dialled(remote, protocol);
                } else {
                    flight.accepted(remote, protocol);
                }
            }
            case EndpointEvent.Closed(var remote, var protocol, var how) ->
                    flight.connectionClosed(remote, protocol, how);
            case EndpointEvent.PathAdded(var remote, var path, var roundTrip) ->
                    flight.pathValidated(remote, path, roundTrip);
            case EndpointEvent.PathSelected(var remote, var path, var roundTrip, var reason) ->
                    flight.pathSelected(remote, path, roundTrip, reason);
            case EndpointEvent.PathClosed(var remote, var path, var roundTrip, var reason) ->
                    flight.pathClosed(remote, path, roundTrip, reason);
            case EndpointEvent.RelayConnected(var relay) -> flight.relayConnected(relay);
            case EndpointEvent.RelayLost(var relay, var reason) -> flight.relayLost(relay, reason);
            case EndpointEvent.HomeRelayChanged(var relay) -> flight.homeRelayChanged(relay);
            case EndpointEvent.Refused _, EndpointEvent.PathDeselected _, EndpointEvent.PathMeasured _,
                    EndpointEvent.AddressesChanged _ -> {
                // Seen in the events around them, or too many.
            }
        }
    }

    /** What the sockets do not write to the log themselves. */
    private void log(EndpointEvent event) {
        switch (event) {
            case EndpointEvent.Connected(var remote, var protocol, Direction direction) ->
                    LOG.info("{}: connected with {} by {} ({})", id, remote.toShortString(), protocol, direction);
            case EndpointEvent.Closed(var remote, var protocol, var how) ->
                    LOG.info("{}: connection with {} by {} {}", id, remote.toShortString(), protocol, how);
            case EndpointEvent.Refused(var reason) -> LOG.info("{}: refused: {}", id, reason);
            case EndpointEvent _ -> {
                // Written where it happens.
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
            case Observation.PathGivenUp(var remote, var path, var reason) ->
                    tell(new EndpointEvent.PathClosed(remote, path, roundTrips.forget(remote, path), reason), at);
            case Observation.DatagramDropped(var remote, var reason, var bytes) ->
                    flight.dropped(remote, reason, bytes, metrics.dropped(reason));
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
