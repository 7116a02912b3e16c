package dev.magicsock.endpoint;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathId;
import dev.magicsock.quic.ConnectionClosed;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens to an endpoint. Reasons are short English phrases without a full stop. */
public sealed interface EndpointEvent {

    /** About one remote. */
    sealed interface OfRemote extends EndpointEvent {
        /** The remote. */
        EndpointId remote();
    }

    /** A connection was established. */
    record Connected(EndpointId remote, String protocol, Direction direction) implements OfRemote {
    }

    /** A connection ended. */
    record Closed(EndpointId remote, String protocol, ConnectionClosed how) implements OfRemote {
    }

    /** Somebody dialled and did not come through. */
    record Refused(String reason) implements EndpointEvent {
    }

    /** A path may be selected from now on. */
    record PathAdded(EndpointId remote, PathId path, Duration roundTrip) implements OfRemote {
    }

    /** Datagrams travel by this path from now on; its round trip is not known if nothing was answered on it yet. */
    record PathSelected(EndpointId remote, PathId path, Optional<Duration> roundTrip, String reason)
            implements OfRemote {
    }

    /** Datagrams travel by this path no longer; {@link PathSelected} follows if there is another. */
    record PathDeselected(EndpointId remote, PathId path, Optional<Duration> roundTrip, String reason)
            implements OfRemote {
    }

    /** A path is not used any more; its round trip is not known if nothing was ever answered on it. */
    record PathClosed(EndpointId remote, PathId path, Optional<Duration> roundTrip, String reason)
            implements OfRemote {
    }

    /** A path answered. */
    record PathMeasured(EndpointId remote, PathId path, Duration roundTrip) implements OfRemote {
    }

    /** A relay let us in: it can carry datagrams. */
    record RelayConnected(RelayUrl relay) implements EndpointEvent {
    }

    /** A relay connection ended; it is tried again. */
    record RelayLost(RelayUrl relay, String reason) implements EndpointEvent {
    }

    /** Others find us at this relay from now on. */
    record HomeRelayChanged(RelayUrl relay) implements EndpointEvent {
    }

    /** The addresses of ours that others are told. */
    record AddressesChanged(List<InetSocketAddress> addresses) implements EndpointEvent {
        public AddressesChanged {
            addresses = List.copyOf(addresses);
        }
    }

    /** Who began a connection. */
    enum Direction {
        /** This endpoint dialled. */
        DIALLED,
        /** The remote dialled. */
        ACCEPTED
    }
}
