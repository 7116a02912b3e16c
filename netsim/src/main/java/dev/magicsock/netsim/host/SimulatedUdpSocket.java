package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Packet;
import java.nio.ByteBuffer;

/** A UDP socket of a simulated host. Remembers with which source it sends until the host's addresses change. */
final class SimulatedUdpSocket implements UdpSocket {

    private final UdpLayer udp;
    private final ProgramSlot owner;
    /** Null for all addresses of both families; an unspecified address for all of its family. */
    private final IpAddress bound;
    private final int localPort;
    private boolean open = true;

    private int generation = -1;
    private SourceRoute routeV4;
    private SourceRoute routeV6;

    SimulatedUdpSocket(UdpLayer udp, ProgramSlot owner, IpAddress bound, int localPort) {
        this.udp = udp;
        this.owner = owner;
        this.bound = bound;
        this.localPort = localPort;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public void send(IpEndpoint destination, ByteBuffer payload) {
        send(destination, payload, Packet.FIRST_HOP_LIMIT);
    }

    @Override
    public void send(IpEndpoint destination, ByteBuffer payload, int hopLimit) {
        if (!open) {
            throw new IllegalStateException("the socket at port " + localPort + " is closed");
        }
        udp.send(this, destination, payload, hopLimit);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            udp.closed(this);
        }
    }

    ProgramSlot owner() {
        return owner;
    }

    /** The socket ends with its host or program. */
    void die() {
        open = false;
    }

    /** True if datagrams to this address of the host are for this socket. */
    boolean accepts(IpAddress address) {
        return bound == null || (bound.isUnspecified() ? bound.isV4() == address.isV4() : bound.equals(address));
    }

    /** True if a socket bound to the other address, null for all, would get some of the same datagrams. */
    boolean overlaps(IpAddress other) {
        if (bound == null || other == null) {
            return true;
        }
        if (bound.isV4() != other.isV4()) {
            return false;
        }
        return bound.isUnspecified() || other.isUnspecified() || bound.equals(other);
    }

    /** How packets to the family leave, or null if they cannot. */
    SourceRoute route(boolean v4, Interfaces interfaces) {
        if (generation != interfaces.generation()) {
            generation = interfaces.generation();
            routeV4 = find(true, interfaces);
            routeV6 = find(false, interfaces);
        }
        return v4 ? routeV4 : routeV6;
    }

    private SourceRoute find(boolean v4, Interfaces interfaces) {
        if (bound != null && bound.isV4() != v4) {
            return null;
        }
        boolean any = bound == null || bound.isUnspecified();
        NetworkInterface via = any ? interfaces.preferred(v4) : interfaces.carrying(bound);
        if (via == null) {
            return null;
        }
        IpAddress source = any ? via.primary(v4) : bound;
        return new SourceRoute(IpEndpoint.of(source, localPort), via.outlet());
    }

    /** The source that a datagram to one of the host's own addresses has: the same address, unless bound to another. */
    IpEndpoint loopbackSource(IpAddress destination) {
        boolean any = bound == null || bound.isUnspecified();
        return IpEndpoint.of(any ? destination : bound, localPort);
    }
}
