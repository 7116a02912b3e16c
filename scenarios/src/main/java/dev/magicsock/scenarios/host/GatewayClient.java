package dev.magicsock.scenarios.host;

import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.nat.PortMappingServer;
import dev.magicsock.portmap.MappingProtocol;
import dev.magicsock.portmap.PortMapper;
import dev.magicsock.portmap.PortMapperOutput;
import dev.magicsock.portmap.PortMapperSettings;
import dev.magicsock.portmap.PortMapping;
import dev.magicsock.time.Deadline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks the NAT in front of a simulated host for a port mapping from a socket of its own, and tells the MagicSock what
 * came of it. UPnP is not asked for: simulated NATs have no HTTP server.
 */
final class GatewayClient {

    private static final InetAddress GATEWAY = PortMappingServer.ADDRESS.toInetAddress();
    private static final List<MappingProtocol> PROTOCOLS = List.of(MappingProtocol.PCP, MappingProtocol.NAT_PMP);

    private final UdpSocket socket;
    private final RandomGenerator random;
    /** Null where there is no IPv4. */
    private PortMapper mapper;
    private Optional<InetSocketAddress> told = Optional.empty();

    GatewayClient(Host host) {
        socket = host.bindUdp(0);
        random = host.random();
    }

    /** Begins, or begins anew because the addresses of the host are others. */
    void begin(List<IpAddress> addresses, int port, MagicSockCore core, Instant now) {
        mapper = addresses.stream().filter(IpAddress::isV4).findFirst().map(own -> new PortMapper(
                new PortMapperSettings(GATEWAY, own.toInetAddress(), port, PROTOCOLS,
                        PortMapperSettings.RECOMMENDED_LIFETIME), random)).orElse(null);
        carryOut(mapper == null ? List.of() : mapper.start(now), core, now);
    }

    /** Takes what came to its socket; returns whether it did. */
    boolean receive(HostEvent.DatagramReceived received, MagicSockCore core, Instant now) {
        if (received.socket() != socket) {
            return false;
        }
        if (mapper != null) {
            ByteBuffer payload = received.payload();
            carryOut(mapper.onDatagram(received.source().toInetSocketAddress(), payload, now), core, now);
        }
        return true;
    }

    /** Does what is due. */
    void advance(MagicSockCore core, Instant now) {
        if (mapper != null) {
            carryOut(mapper.advance(now), core, now);
        }
    }

    Optional<Instant> nextDeadline() {
        return mapper == null ? Optional.empty() : mapper.nextDeadline().map(Deadline::at);
    }

    private void carryOut(List<PortMapperOutput> outputs, MagicSockCore core, Instant now) {
        for (PortMapperOutput output : outputs) {
            if (output instanceof PortMapperOutput.Send(InetSocketAddress destination, byte[] datagram)) {
                socket.send(IpEndpoint.of(destination), ByteBuffer.wrap(datagram));
            }
        }
        Optional<InetSocketAddress> external =
                Optional.ofNullable(mapper).flatMap(PortMapper::mapping).map(PortMapping::external);
        if (!external.equals(told)) {
            told = external;
            core.handle(new MagicSockEvent.PortMappingChanged(external), now);
        }
    }
}
