package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.NetReport;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link MagicSockCore} tells about itself, for reports and traces. Reasons are short English phrases without a
 * full stop. Nothing depends on whether anybody listens.
 */
public sealed interface Observation {

    /** About one remote. */
    sealed interface OfRemote extends Observation {
        /** The remote. */
        EndpointId remote();
    }

    /** A path to try became known. */
    record PathDiscovered(EndpointId remote, PathId path, CandidateSource source) implements OfRemote {
    }

    /** A small probe was answered; a full-size one has yet to be. */
    record PathReachable(EndpointId remote, PathId path, Duration roundTrip) implements OfRemote {
    }

    /** The path may be selected: {@code bytes} of UDP payload went through and were answered. */
    record PathValidated(EndpointId remote, PathId path, Duration roundTrip, int bytes) implements OfRemote {
    }

    /** Datagrams travel by this path from now on. */
    record PathSelected(EndpointId remote, PathId path, String reason) implements OfRemote {
    }

    /** Datagrams travel by this path no longer; {@link PathSelected} follows if there is another. */
    record PathDeselected(EndpointId remote, PathId path, String reason) implements OfRemote {
    }

    /** The selected path is in doubt: the relay carries a copy of every datagram until it answers. */
    record PathDoubted(EndpointId remote, PathId path, String reason) implements OfRemote {
    }

    /** A path in doubt answered. */
    record PathTrusted(EndpointId remote, PathId path) implements OfRemote {
    }

    /** The remote's probes arrive by this path, ours are not answered. */
    record PathOneWay(EndpointId remote, PathId path, String reason) implements OfRemote {
    }

    /** Small probes pass, full-size ones do not. */
    record PathTooSmall(EndpointId remote, PathId path, int provenBytes, int wantedBytes) implements OfRemote {
    }

    /** The path is not used any more. */
    record PathGivenUp(EndpointId remote, PathId path, String reason) implements OfRemote {
    }

    /**
     * A Ping left.
     *
     * @param transaction its id in hex
     * @param bytes       UDP payload, padding included
     */
    record PingSent(EndpointId remote, PathId path, String transaction, int bytes) implements OfRemote {
    }

    /** A Ping of the remote arrived and was answered on the path it came by. */
    record PingAnswered(EndpointId remote, PathId path, String transaction) implements OfRemote {
    }

    /**
     * The answer to one of our Pings arrived.
     *
     * @param observed where the remote saw the Ping come from; empty for one through a relay
     */
    record PongReceived(EndpointId remote, PathId path, String transaction, Duration roundTrip,
            Optional<InetSocketAddress> observed) implements OfRemote {
    }

    /** A punch packet left. */
    record PunchSent(EndpointId remote, PathId path) implements OfRemote {
    }

    /** A punch packet that claims to be from the remote arrived. */
    record PunchReceived(EndpointId remote, PathId path) implements OfRemote {
    }

    /** Own addresses were told to the remote through a relay. */
    record CallMeMaybeSent(EndpointId remote, RelayUrl relay, List<InetSocketAddress> addresses)
            implements OfRemote {
    }

    /** The remote told its addresses through a relay. */
    record CallMeMaybeReceived(EndpointId remote, RelayUrl relay, List<InetSocketAddress> addresses)
            implements OfRemote {
    }

    /** A datagram of the application went out a second time, on purpose. */
    record DuplicateSent(EndpointId remote, PathId first, PathId second, int bytes) implements OfRemote {
    }

    /** The stranger known by a mapped address turned out to be this remote; the address stays valid for it. */
    record StrangerRecognized(EndpointId remote, InetSocketAddress mapped) implements OfRemote {
    }

    /** A STUN server told how it sees one of our sockets. */
    record ReflexiveAddressLearned(SocketId socket, InetSocketAddress server, InetSocketAddress address)
            implements Observation {
    }

    /** The network was looked at; told by a shell that does so. */
    record NetReported(NetReport report) implements Observation {
    }

    /** The addresses that we tell others about. */
    record OwnAddressesChanged(List<InetSocketAddress> addresses) implements Observation {
        public OwnAddressesChanged {
            addresses = List.copyOf(addresses);
        }
    }

    /** A relay took us in: datagrams can be sent through it. */
    record RelayConnected(RelayUrl relay) implements Observation {
    }

    /** A relay connection ended. */
    record RelayLost(RelayUrl relay, String reason) implements Observation {
    }

    /**
     * A relay said something about its connection to us: its health, a restart to come, another connection of ours.
     *
     * @param text for people; may hold words of the relay's own choice
     */
    record RelayNoticeReceived(RelayUrl relay, String text) implements Observation {
    }

    /** The relay at which others find us. */
    record HomeRelayChanged(Optional<RelayUrl> before, RelayUrl after, String reason) implements Observation {
    }

    /**
     * A datagram or packet ended here.
     *
     * @param remote whom it was from or for, where that is known
     */
    record DatagramDropped(Optional<EndpointId> remote, DropReason reason, int bytes) implements Observation {
    }
}
