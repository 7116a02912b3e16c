package dev.magicsock.netsim.router;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.address.IpPrefix;
import dev.magicsock.netsim.element.Element;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Outlet;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Forwards packets by destination address between one upstream port and any number of downstream ports.
 *
 * <p>What no route leads to goes upstream; what came from upstream never goes back there.
 */
public final class Router implements Element {

    /** The port towards the rest of the world. A router without an upstream has nothing attached to it. */
    public static final int UPSTREAM = 0;

    /** In the table, for networks that are right here: whoever is not in the table by address does not exist. */
    private static final int ON_LINK = -2;

    private final ElementContext context;
    private final IpAddress addressV4;
    private final IpAddress addressV6;
    private final RoutingTable routes = new RoutingTable();
    private Outlet[] outlets = new Outlet[4];
    private int ports = UPSTREAM + 1;
    /** Null while no fault forbids anything, which is what the packet path asks. */
    private Barriers barriers;

    /**
     * @param addressV4 source of ICMP errors over IPv4, or null if it sends none
     * @param addressV6 source of ICMP errors over IPv6, or null if it sends none
     */
    public Router(ElementContext context, IpAddress addressV4, IpAddress addressV6) {
        this.context = context;
        this.addressV4 = addressV4;
        this.addressV6 = addressV6;
    }

    /** A new downstream port; {@link #attach} something to it. */
    public int newPort() {
        if (ports == outlets.length) {
            outlets = Arrays.copyOf(outlets, 2 * outlets.length);
        }
        return ports++;
    }

    /** Says where packets go that leave by a port. */
    public void attach(int port, Outlet outlet) {
        outlets[port] = outlet;
    }

    /** Sends packets for one address to a port. */
    public void route(IpAddress address, int port) {
        routes.put(address, port);
    }

    /** Sends packets for a prefix to a port. */
    public void route(IpPrefix prefix, int port) {
        routes.put(prefix, port);
    }

    /** Forgets the route of one address. */
    public void unroute(IpAddress address) {
        routes.remove(address);
    }

    /** This network is directly attached: an address of it without a route of its own does not exist. */
    public void onLink(IpPrefix prefix) {
        routes.put(prefix, ON_LINK);
    }

    /** Keeps UDP from crossing the upstream port in either direction, or lets it pass again. */
    public void blockUdp(boolean blocked) {
        Barriers changed = barriers == null ? new Barriers() : barriers;
        changed.blockUdp(blocked);
        barriers = changed.isEmpty() ? null : changed;
    }

    /** Keeps packets that these elements sent, by trace number, from leaving by a port. */
    public void part(BitSet origins, int port, PartedTraffic traffic) {
        Barriers changed = barriers == null ? new Barriers() : barriers;
        changed.part(origins, port, traffic);
        barriers = changed;
    }

    /** Ends {@link #part} for the same origins, port and traffic. */
    public void join(BitSet origins, int port, PartedTraffic traffic) {
        if (barriers != null) {
            barriers.join(origins, port, traffic);
            barriers = barriers.isEmpty() ? null : barriers;
        }
    }

    @Override
    public void receive(Packet packet, int port, long nowNanos) {
        if (!packet.passRouter()) {
            refuse(packet, DropReason.HOP_LIMIT_EXCEEDED, new IcmpError.HopLimitExceeded(), port, nowNanos);
            return;
        }
        int out = routes.find(packet.destination().address());
        if (out == AddressTable.NONE) {
            out = UPSTREAM;
        }
        if (out < 0 || out == port || outlets[out] == null) {
            DropReason reason = out == ON_LINK ? DropReason.NO_SUCH_HOST : DropReason.NO_ROUTE;
            refuse(packet, reason, new IcmpError.HostUnreachable(), port, nowNanos);
            return;
        }
        DropReason barrier = barriers == null ? null : barriers.refusal(packet, port, out);
        if (barrier != null) {
            context.drop(packet, barrier, nowNanos);
            return;
        }
        context.forwarded(packet, nowNanos);
        outlets[out].send(packet, nowNanos);
    }

    /** Tells the sender by the port from which the packet came, then drops it. */
    private void refuse(Packet packet, DropReason reason, IcmpError error, int port, long now) {
        IpAddress own = packet.source().address().isV4() ? addressV4 : addressV6;
        if (own != null && packet.transport() != Transport.ICMP && outlets[port] != null) {
            Packet answer = context.newPacket();
            answer.fillIcmp(IpEndpoint.of(own, 0), error, packet);
            context.sent(answer, now);
            outlets[port].send(answer, now);
        }
        context.drop(packet, reason, now);
    }
}
