package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The host as a {@link Program} sees it: its interfaces, its sockets and its clocks.
 *
 * <p>Every method returns at once. Failures that a real network would report later arrive later, as events.
 */
public interface Host {

    /** The host's name, unique in its network. */
    String name();

    /** The addresses of all interfaces that are up, in the order in which the interfaces were added. */
    List<IpAddress> addresses();

    /**
     * Opens a UDP socket on all interfaces, for both families.
     *
     * @param port the local port, or 0 for one that the host picks
     * @throws IllegalArgumentException if the port is out of range or taken
     */
    UdpSocket bindUdp(int port);

    /**
     * Opens a UDP socket that sends from and receives on one local address.
     *
     * @param local an address of this host; the unspecified address of a family means all addresses of that family
     * @param port  the local port, or 0 for one that the host picks
     * @throws IllegalArgumentException if the port is out of range or taken
     */
    UdpSocket bindUdp(IpAddress local, int port);

    /**
     * Accepts streams on a port; each arrives as {@link HostEvent.StreamAccepted}.
     *
     * @throws IllegalArgumentException if the port is out of range or already listened on
     */
    void listen(int port);

    /** Stops accepting on a port; streams that are open stay open. */
    void unlisten(int port);

    /**
     * Opens a stream. {@link HostEvent.StreamConnected} or {@link HostEvent.StreamClosed} follows.
     *
     * @param remote where to; the host picks the local address by the remote's family
     */
    Stream connect(IpEndpoint remote);

    /**
     * Asks for the addresses of a name such as {@code eu.relay.test}. {@link HostEvent.NameResolved} answers, always as
     * an event of its own, because names take time in real networks.
     */
    void resolve(String name);

    /** Writes a remark into the trace, in the name of this host. */
    void note(String text);

    /** Unix time as this host's wall clock shows it; may be wrong, and may be set while the program runs. */
    Instant wallClock();

    /**
     * Time since the start of the run including sleep, which the {@code now} of events leaves out; as
     * {@code CLOCK_BOOTTIME} beside {@code CLOCK_MONOTONIC}.
     */
    Instant suspendAwareClock();

    /** This host's own random numbers, for this program alone: drawing from it changes nobody else's draws. */
    RandomGenerator random();
}
