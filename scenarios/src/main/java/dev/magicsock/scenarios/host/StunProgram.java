package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.relaystub.stun.StunReply;
import dev.magicsock.relaystub.stun.StunServer;
import dev.magicsock.relaystub.stun.StunSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A STUN server on a simulated host: for each family that the host has, with all four sockets of RFC 5780 where it has
 * two addresses of that family, else with one.
 */
public final class StunProgram implements Program {

    /** RFC 8489 section 8.2. */
    public static final int PORT = 3478;

    private static final int OTHER_PORT = 3479;

    private final Addresses addresses = new Addresses();
    private final Map<UdpSocket, Bound> bySocket = new LinkedHashMap<>();

    private record Bound(StunServer server, StunSocket role, Map<StunSocket, UdpSocket> siblings) {
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        switch (event) {
            case HostEvent.Started() -> {
                bind(host, host.addresses().stream().filter(IpAddress::isV4).toList());
                bind(host, host.addresses().stream().filter(IpAddress::isV6).toList());
            }
            case HostEvent.DatagramReceived received -> answer(received);
            case HostEvent.DeadlineReached _, HostEvent.DatagramRejected _, HostEvent.StreamConnected _,
                    HostEvent.StreamAccepted _, HostEvent.StreamData _, HostEvent.StreamWritable _,
                    HostEvent.StreamClosed _, HostEvent.AddressesChanged _, HostEvent.WallClockSet _,
                    HostEvent.Resumed _, HostEvent.NameResolved _ -> {
                // Requests are all it knows.
            }
        }
    }

    private void bind(Host host, List<IpAddress> ofFamily) {
        if (ofFamily.isEmpty()) {
            return;
        }
        InetSocketAddress primary = address(ofFamily.getFirst(), PORT);
        StunServer server = ofFamily.size() < 2 ? StunServer.withOneSocket(primary)
                : StunServer.withFourSockets(primary, address(ofFamily.get(1), OTHER_PORT));
        Map<StunSocket, UdpSocket> siblings = new EnumMap<>(StunSocket.class);
        for (StunSocket role : server.sockets()) {
            InetSocketAddress local = server.addressOf(role);
            UdpSocket socket = host.bindUdp(IpAddress.of(local.getAddress()), local.getPort());
            siblings.put(role, socket);
            bySocket.put(socket, new Bound(server, role, siblings));
        }
    }

    private static InetSocketAddress address(IpAddress address, int port) {
        return new InetSocketAddress(address.toInetAddress(), port);
    }

    private void answer(HostEvent.DatagramReceived received) {
        Bound bound = bySocket.get(received.socket());
        InetSocketAddress source = addresses.toSocketAddress(received.source());
        bound.server.answer(bound.role, source, received.payload()).ifPresent(reply -> send(bound, reply));
    }

    private void send(Bound bound, StunReply reply) {
        bound.siblings.get(reply.socket())
                .send(addresses.toEndpoint(reply.destination()), ByteBuffer.wrap(reply.payload()));
    }
}
