package dev.magicsock.punch;

import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** What a {@link Puncher} hears. */
public sealed interface PunchEvent {

    /** The remote became known, or the application wants to reach it again after a pause. */
    record Wanted() implements PunchEvent {
    }

    /** There are new addresses to try. */
    record CandidatesAdded() implements PunchEvent {
    }

    /** A relay through which the remote may be reached has taken us in. */
    record RelayConnected() implements PunchEvent {
    }

    /** The remote answered a Ping through a relay: {@link PunchView#relayRoundTrip} is fresh. */
    record RelayMeasured() implements PunchEvent {
    }

    /**
     * The remote told its addresses through a relay, which vouches for it; those worth a probe are among the candidates
     * already.
     *
     * @param addresses as the remote named them, at most 32; some may have been refused
     * @param isNews    whether one of them was not among the candidates before
     */
    record CallMeMaybeReceived(List<InetSocketAddress> addresses, boolean isNews) implements PunchEvent {
        public CallMeMaybeReceived {
            addresses = List.copyOf(addresses);
        }
    }

    /** Our own addresses changed, so the remote has to be told. */
    record OwnAddressesChanged() implements PunchEvent {
    }

    /** An authentic Ping of the remote arrived by this path; it was answered, and its source is being asked in turn. */
    record PingReceived(PathId.Direct path) implements PunchEvent {
    }

    /**
     * The remote answered a Ping by the very path that it had gone by, which may have been none before.
     *
     * @param roundTrip of this one Ping
     */
    record PongReceived(PathId.Direct path, Duration roundTrip) implements PunchEvent {
    }

    /** Of a socket that the strategy has opened: nothing for those that open none. */
    sealed interface OfSocket extends PunchEvent {
        /** The socket. */
        SocketId socket();
    }

    /**
     * A socket of {@link PunchActions#openSocket} is bound.
     *
     * @param localPort 1 to 65535
     */
    record SocketOpened(SocketId socket, int localPort) implements OfSocket {
    }

    /**
     * A STUN server told how it sees a socket of {@link PunchActions#openSocket}.
     *
     * @param localPort the port that the socket is bound to
     * @param mapped    what the server saw
     */
    record StunAnswered(SocketId socket, int localPort, InetSocketAddress server, InetSocketAddress mapped)
            implements OfSocket {
    }

    /** The first direct path was validated: a datagram of full size passes both ways. */
    record DirectPathFound() implements PunchEvent {
    }

    /** The last direct path was given up. */
    record DirectPathLost() implements PunchEvent {
    }

    /** The instant of {@link Puncher#nextDeadline} has come, or an earlier one. */
    record DeadlineReached() implements PunchEvent {
    }
}
