package dev.magicsock.flight;

import dev.magicsock.core.DropReason;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes what happens to one endpoint into recordings of JDK Flight Recorder. Thread-safe.
 *
 * <p>Times are those of the call. Queries of relay URLs, which may hold an access token, are left out. Where no
 * recording wants an event, nothing is formatted for it.
 */
public final class FlightLog {

    private static final long UNKNOWN_NANOS = -1;

    private final String endpoint;

    /** A log of one endpoint. */
    public FlightLog(EndpointId endpoint) {
        this.endpoint = endpoint.toString();
    }

    /** A path may be selected. */
    public void pathValidated(EndpointId remote, PathId path, Duration roundTrip) {
        PathValidatedEvent event = new PathValidatedEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.remote = remote.toString();
            event.kind = path.kind().name();
            event.path = text(path);
            event.roundTrip = roundTrip.toNanos();
            event.commit();
        }
    }

    /** Datagrams travel by this path. */
    public void pathSelected(EndpointId remote, PathId path, Optional<Duration> roundTrip, String reason) {
        PathSelectedEvent event = new PathSelectedEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.remote = remote.toString();
            event.kind = path.kind().name();
            event.path = text(path);
            event.roundTrip = nanos(roundTrip);
            event.reason = reason;
            event.commit();
        }
    }

    /** A path is not used any more. */
    public void pathClosed(EndpointId remote, PathId path, Optional<Duration> roundTrip, String reason) {
        PathClosedEvent event = new PathClosedEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.remote = remote.toString();
            event.kind = path.kind().name();
            event.path = text(path);
            event.roundTrip = nanos(roundTrip);
            event.reason = reason;
            event.commit();
        }
    }

    /** A connection was established by this endpoint. */
    public void dialled(EndpointId remote, String protocol) {
        opened(remote, protocol, true);
    }

    /** A connection was established by the remote. */
    public void accepted(EndpointId remote, String protocol) {
        opened(remote, protocol, false);
    }

    private void opened(EndpointId remote, String protocol, boolean dialled) {
        ConnectionOpenedEvent event = new ConnectionOpenedEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.remote = remote.toString();
            event.protocol = protocol;
            event.dialled = dialled;
            event.commit();
        }
    }

    /** A connection ended; {@code how} is anything whose text says how. */
    public void connectionClosed(EndpointId remote, String protocol, Object how) {
        ConnectionClosedEvent event = new ConnectionClosedEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.remote = remote.toString();
            event.protocol = protocol;
            event.how = how.toString();
            event.commit();
        }
    }

    /** A relay let the endpoint in. */
    public void relayConnected(RelayUrl relay) {
        RelayConnectedEvent event = new RelayConnectedEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.relay = relay.withoutQuery().toString();
            event.commit();
        }
    }

    /** A relay connection ended. */
    public void relayLost(RelayUrl relay, String reason) {
        RelayLostEvent event = new RelayLostEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.relay = relay.withoutQuery().toString();
            event.reason = reason;
            event.commit();
        }
    }

    /** Others find the endpoint at this relay. */
    public void homeRelayChanged(RelayUrl relay) {
        HomeRelayChangedEvent event = new HomeRelayChangedEvent();
        if (event.isEnabled()) {
            event.endpoint = endpoint;
            event.relay = relay.withoutQuery().toString();
            event.commit();
        }
    }

    /**
     * A datagram ended here; at most 20 a second are recorded.
     *
     * @param total how many there have been for the same reason
     */
    public void dropped(Optional<EndpointId> remote, DropReason reason, int bytes, long total) {
        DatagramDroppedEvent event = new DatagramDroppedEvent();
        if (event.shouldCommit()) {
            event.endpoint = endpoint;
            event.remote = remote.map(EndpointId::toString).orElse(null);
            event.reason = reason.name();
            event.size = bytes;
            event.total = total;
            event.commit();
        }
    }

    private static String text(PathId path) {
        return path instanceof PathId.Relayed(RelayUrl relay) ? "relay " + relay.withoutQuery() : path.toString();
    }

    private static long nanos(Optional<Duration> roundTrip) {
        return roundTrip.map(Duration::toNanos).orElse(UNKNOWN_NANOS);
    }
}
