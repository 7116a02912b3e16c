package dev.magicsock.netsim.firewall;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.MiddleboxFactory;
import dev.magicsock.netsim.element.Outlet;
import dev.magicsock.netsim.element.Rebootable;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.util.List;

/**
 * A stateful firewall: everything may go out, and in comes only what belongs to a flow that began inside.
 *
 * <p>It treats IPv4 and IPv6 alike and translates nothing, so several may stand in a row. ICMP errors come in if the
 * packet that they are about belongs to a flow. Runs on the simulation's thread.
 */
public final class Firewall implements Middlebox, Rebootable {

    private final ElementContext context;
    private final Outlet inside;
    private final Outlet outside;
    private final FirewallBehavior behavior;
    private FlowTable udp;
    private FlowTable stream;

    private Firewall(FirewallBehavior behavior, ElementContext context, Outlet inside, Outlet outside) {
        this.behavior = behavior;
        this.context = context;
        this.inside = inside;
        this.outside = outside;
        restart();
    }

    /** Firewalls of this behaviour. */
    public static MiddleboxFactory of(FirewallBehavior behavior) {
        return (context, inside, outside, _) -> new Firewall(behavior, context, inside, outside);
    }

    @Override
    public void reboot(List<IpAddress> outsideAddresses, long nowNanos) {
        restart();
    }

    private void restart() {
        udp = new FlowTable(behavior, behavior.udp());
        stream = new FlowTable(behavior, behavior.stream());
    }

    @Override
    public void receive(Packet packet, int port, long nowNanos) {
        FirewallDrop drop = port == INSIDE ? outbound(packet, nowNanos) : inbound(packet, nowNanos);
        if (drop != null) {
            context.drop(packet, drop.reason(), drop, nowNanos);
        } else {
            (port == INSIDE ? outside : inside).send(packet, nowNanos);
        }
    }

    private FirewallDrop outbound(Packet packet, long nowNanos) {
        return switch (packet.transport()) {
            case UDP -> udp.outbound(packet.source(), packet.destination(), nowNanos);
            case STREAM -> {
                FirewallDrop drop = stream.outbound(packet.source(), packet.destination(), nowNanos);
                noticeEnd(packet, packet.source(), packet.destination(), nowNanos);
                yield drop;
            }
            case ICMP -> null;
        };
    }

    private FirewallDrop inbound(Packet packet, long nowNanos) {
        return switch (packet.transport()) {
            case UDP -> udp.inbound(packet.destination(), packet.source(), nowNanos);
            case STREAM -> {
                FirewallDrop drop = stream.inbound(packet.destination(), packet.source(), nowNanos);
                noticeEnd(packet, packet.destination(), packet.source(), nowNanos);
                yield drop;
            }
            case ICMP -> {
                FlowTable table = packet.quotedTransport() == Transport.STREAM ? stream : udp;
                yield table.inboundError(packet.quotedSource(), packet.quotedDestination(), nowNanos);
            }
        };
    }

    private void noticeEnd(Packet packet, IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        if (packet.segment().fin() || packet.segment().rst()) {
            stream.closing(internal, remote, nowNanos);
        }
    }
}
