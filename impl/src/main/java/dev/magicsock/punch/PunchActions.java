package dev.magicsock.punch;

import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Puncher} can do. All of it is bounded and paced by the implementation, so it may ask freely. What is to
 * be done later is done on {@link PunchEvent.DeadlineReached}.
 *
 * <p>An address that answers a small Ping needs nothing more: it is asked at full size and becomes a path. An authentic
 * Ping of the remote is answered, and its source asked in turn, whatever the strategy.
 */
public interface PunchActions {

    /** Sends one 41-byte punch packet to every candidate. */
    void punchAll();

    /** Sends one Ping to every candidate that is no validated path. */
    void pingAll();

    /** Sends a series of Pings, tight at first and then ever rarer, to every candidate that is no validated path. */
    void probeAll();

    /**
     * Sends one small Ping now, to an address among the candidates or to any other one. Charged to the
     * {@link PunchBudget}, and never faster than 200 in a second after the first 40.
     *
     * @return whether it was sent: not by a validated path, not from a socket that cannot reach the address, not to a
     *         multicast, unspecified or own address, and not beyond the limits
     */
    boolean ping(PathId.Direct path);

    /**
     * Sends one punch packet with a small Time to Live or Hop Limit: it opens our own NAT towards the address and is
     * dropped by a router before it reaches the remote's, which would take it for an attack. Charged like a Ping.
     *
     * @param hopLimit how many routers it reaches, 1 to 255
     * @return whether it was sent: not unless {@link PunchStrategy#limitsHops}, otherwise as for {@link #ping}
     */
    boolean open(PathId.Direct path, int hopLimit);

    /**
     * Opens one more UDP socket for this remote alone: a port of its own, so a mapping of its own at a NAT. No path
     * begins there by itself; {@link PunchEvent.SocketOpened} follows unless the system refuses.
     *
     * @return its name; empty if as many are open as {@link PunchBudget#sockets} allows, or as all remotes may have
     */
    Optional<SocketId> openSocket();

    /**
     * Closes a socket that {@link #openSocket} opened, unless the remote answers at it. A socket whose path is given up
     * is closed without being asked for.
     */
    void closeSocket(SocketId socket);

    /**
     * Asks a STUN server how it sees a socket of {@link #openSocket}; {@link PunchEvent.StunAnswered} follows if it
     * answers within some seconds. Charged to the {@link PunchBudget} as one datagram.
     *
     * @return whether it was sent: not from a socket that is not open, not beyond the budget
     */
    boolean askStun(SocketId socket, InetSocketAddress server);

    /**
     * Tells the remote our addresses through a relay.
     *
     * @return whether it was sent: not without a relay that has taken us in, and not without an address to tell
     */
    default boolean callMeMaybe() {
        return callMeMaybe(List.of());
    }

    /**
     * Tells the remote these addresses, for instance ports that our NAT is expected to assign next, and then our own,
     * as many as one message holds (32).
     *
     * @param first literal addresses
     * @return as for {@link #callMeMaybe()}
     */
    boolean callMeMaybe(List<InetSocketAddress> first);
}
