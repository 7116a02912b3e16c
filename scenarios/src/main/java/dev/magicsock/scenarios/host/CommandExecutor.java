package dev.magicsock.scenarios.host;

import dev.magicsock.core.CommandSink;
import dev.magicsock.core.MagicSockCommand;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Carries out what a MagicSock core commands, on a simulated host. */
final class CommandExecutor implements CommandSink {

    private final HostSockets sockets;
    private final Addresses addresses;
    private final RelayDialer dialer;
    private final EndpointListener listener;
    private final InstantSource world;
    private final Application application;
    private final Optional<EndpointQuic> quic;
    private Host host;

    CommandExecutor(HostSockets sockets, Addresses addresses, RelayDialer dialer, EndpointListener listener,
            InstantSource world, Application application, Optional<EndpointQuic> quic) {
        this.sockets = sockets;
        this.addresses = addresses;
        this.dialer = dialer;
        this.listener = listener;
        this.world = world;
        this.application = application;
        this.quic = quic;
    }

    /** The host on which the commands of the event at hand act. */
    void enter(Host current) {
        host = current;
    }

    @Override
    public void accept(MagicSockCommand command) {
        switch (command) {
            case MagicSockCommand.SendDatagram(var socket, InetSocketAddress destination, ByteBuffer payload) -> {
                DatagramObserver.sentDirect(listener, destination, payload);
                sockets.send(socket, addresses.toEndpoint(destination), payload);
            }
            case MagicSockCommand.SendLimitedDatagram limited -> {
                DatagramObserver.sentDirect(listener, limited.destination(), limited.payload());
                sockets.sendLimited(limited.socket(), addresses.toEndpoint(limited.destination()), limited.payload(),
                        limited.hopLimit());
            }
            case MagicSockCommand.OpenSocket(var socket) -> sockets.open(socket, host);
            case MagicSockCommand.CloseSocket(var socket) -> sockets.close(socket);
            case MagicSockCommand.SendRelayMessage(var transport, byte[] message) -> {
                ByteBuffer bytes = ByteBuffer.wrap(message);
                DatagramObserver.sentRelayed(listener, transport.relay(), bytes);
                dialer.send(transport, bytes);
            }
            case MagicSockCommand.DialRelay(var transport) -> dialer.dial(transport, host);
            case MagicSockCommand.CloseRelay(var transport) -> dialer.close(transport);
            case MagicSockCommand.DeliverDatagram deliver -> deliver(deliver, world.instant());
            case MagicSockCommand.Report(var observation) -> listener.observed(observation, world.instant());
        }
    }

    private void deliver(MagicSockCommand.DeliverDatagram deliver, Instant worldNow) {
        Optional<TestDatagram> datagram = TestDatagram.read(deliver.payload());
        if (datagram.isEmpty() && quic.isPresent()) {
            if (listener.wantsDatagrams()) {
                listener.deliveredToQuic(deliver.endpoint(), deliver.source(), deliver.payload().duplicate());
            }
            quic.get().deliver(deliver.source(), deliver.endpoint(), deliver.payload());
            deliver.endpoint().ifPresent(remote -> application.heard(remote, deliver.source(), worldNow));
            return;
        }
        if (datagram.isEmpty()) {
            listener.deliveredForeign(deliver.payload().remaining(), worldNow);
            return;
        }
        Optional<EndpointId> sender = deliver.endpoint();
        listener.delivered(datagram.get(), sender, deliver.payload().remaining(), worldNow);
        sender.ifPresent(remote -> application.heard(remote, deliver.source(), worldNow));
    }
}
