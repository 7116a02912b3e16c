package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import java.nio.ByteBuffer;

/** UDP of one host (RFC 768, RFC 1122 section 4.1): its sockets, what they send, and what belongs to which. */
final class UdpLayer {

    private static final IpAddress UNSPECIFIED_V4 = IpAddress.v4(0);
    private static final IpAddress UNSPECIFIED_V6 = IpAddress.v6(0, 0);

    private final SimulatedHost host;
    private final ElementContext context;
    private final Interfaces interfaces;
    private final PortTable ports;

    UdpLayer(SimulatedHost host, ElementContext context, Interfaces interfaces) {
        this.host = host;
        this.context = context;
        this.interfaces = interfaces;
        this.ports = new PortTable(context.random("udp-ports"));
    }

    /** As {@link Host#bindUdp(IpAddress, int)}; the address is null for all of both families. */
    UdpSocket open(ProgramSlot owner, IpAddress bound, int port) {
        SimulatedUdpSocket socket = new SimulatedUdpSocket(this, owner, bound, ports.choose(bound, port));
        ports.add(socket);
        return socket;
    }

    void closed(SimulatedUdpSocket socket) {
        ports.remove(socket);
    }

    /** All sockets end without a word. */
    void closeAll() {
        ports.closeAll();
    }

    void send(SimulatedUdpSocket socket, IpEndpoint destination, ByteBuffer payload, int hopLimit) {
        long now = context.queue().now();
        boolean v4 = destination.address().isV4();
        SourceRoute route = socket.route(v4, interfaces);
        if (interfaces.isOwn(destination.address())) {
            sendToSelf(socket, destination, payload, now);
        } else if (route == null) {
            dropUnsent(socket, destination, payload, now);
        } else {
            Packet packet = context.newPacket();
            packet.fillUdp(route.source(), destination, payload);
            packet.limitHops(hopLimit);
            context.sent(packet, now);
            route.outlet().send(packet, now);
        }
    }

    private void sendToSelf(SimulatedUdpSocket socket, IpEndpoint destination, ByteBuffer payload, long now) {
        Packet packet = context.newPacket();
        packet.fillUdp(socket.loopbackSource(destination.address()), destination, payload);
        context.sent(packet, now);
        host.loopBack(packet, now);
    }

    /** The datagram has a fate like any other, so that whoever counts misses nothing. */
    private void dropUnsent(SimulatedUdpSocket socket, IpEndpoint destination, ByteBuffer payload, long now) {
        boolean v4 = destination.address().isV4();
        Packet packet = context.newPacket();
        packet.fillUdp(IpEndpoint.of(v4 ? UNSPECIFIED_V4 : UNSPECIFIED_V6, socket.localPort()), destination, payload);
        context.sent(packet, now);
        boolean down = interfaces.hasFamily(v4) && interfaces.preferred(v4) == null;
        context.drop(packet, down ? DropReason.INTERFACE_DOWN : DropReason.NO_SOURCE_ADDRESS, now);
    }

    void deliver(Packet packet, long now) {
        SimulatedUdpSocket socket = ports.find(packet.destination());
        if (socket == null) {
            answerUnreachable(packet, now);
            context.drop(packet, DropReason.PORT_UNREACHABLE, now);
            return;
        }
        context.delivered(packet, now);
        socket.owner().dispatch(new HostEvent.DatagramReceived(socket, packet.source(), packet.payload()), now);
        context.release(packet);
    }

    /** RFC 1122 section 4.1.3.1: a datagram for a port that nobody has open is answered with Port Unreachable. */
    private void answerUnreachable(Packet packet, long now) {
        Packet answer = context.newPacket();
        IpAddress own = packet.destination().address();
        answer.fillIcmp(IpEndpoint.of(own, 0), new IcmpError.PortUnreachable(), packet);
        host.transmit(answer, now);
    }

    /** An ICMP error about a datagram of this host: the socket that sent it is told. */
    void deliverError(Packet packet, long now) {
        SimulatedUdpSocket socket = ports.find(packet.quotedSource());
        if (socket == null) {
            context.drop(packet, DropReason.ICMP_UNMATCHED, now);
            return;
        }
        context.delivered(packet, now);
        IcmpError error = packet.icmpError();
        socket.owner().dispatch(new HostEvent.DatagramRejected(socket, packet.quotedDestination(), error), now);
        context.release(packet);
    }
}
