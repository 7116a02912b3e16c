package dev.magicsock.scenarios.host;

import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.core.RelayTransport;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent.CloseReason;
import dev.magicsock.netsim.host.Stream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The relay connections of one MagicSock over simulated streams. Not thread-safe. */
final class RelayDialer {

    private final RelayNames names;
    private final Map<RelayTransport, RelayConnection> byTransport = new LinkedHashMap<>();
    private final Map<Stream, RelayConnection> byStream = new LinkedHashMap<>();
    private final List<MagicSockEvent> pending = new ArrayList<>();

    RelayDialer(RelayNames names) {
        this.names = names;
    }

    void dial(RelayTransport transport, Host host) {
        Optional<IpAddress> address = names.addresses(transport.relay()).stream()
                .filter(candidate -> host.addresses().stream().anyMatch(own -> own.isV4() == candidate.isV4()))
                .findFirst();
        if (address.isEmpty()) {
            pending.add(new MagicSockEvent.RelayTransportLost(transport, "no address for this relay's name"));
            return;
        }
        Stream stream = host.connect(IpEndpoint.of(address.get(), transport.relay().port()));
        RelayConnection connection = new RelayConnection(transport, stream, host.random());
        byTransport.put(transport, connection);
        byStream.put(stream, connection);
    }

    void send(RelayTransport transport, ByteBuffer message) {
        RelayConnection connection = byTransport.get(transport);
        if (connection != null) {
            credit(connection, connection.send(message));
        }
    }

    void close(RelayTransport transport) {
        RelayConnection connection = byTransport.remove(transport);
        if (connection != null) {
            byStream.remove(connection.stream());
            connection.stream().close();
        }
    }

    void connected(Stream stream) {
        RelayConnection connection = byStream.get(stream);
        if (connection != null) {
            connection.requestUpgrade();
        }
    }

    void writable(Stream stream, MagicSockCore core, Instant now) {
        RelayConnection connection = byStream.get(stream);
        if (connection != null) {
            credit(connection, connection.writable());
            deliverPending(core, now);
        }
    }

    void receive(Stream stream, ByteBuffer bytes, MagicSockCore core, EndpointListener listener, Instant now) {
        RelayConnection connection = byStream.get(stream);
        if (connection == null) {
            return;
        }
        if (!connection.isUpgraded()) {
            connection.readUpgrade(bytes).ifPresent(answer -> upgraded(connection, answer));
            deliverPending(core, now);
        }
        if (connection.isUpgraded() && isOpen(connection)) {
            connection.feed(bytes);
            drain(connection, core, listener, now);
        }
    }

    private void upgraded(RelayConnection connection, RelayConnection.Upgrade answer) {
        switch (answer) {
            case RelayConnection.Upgrade.Accepted(String subprotocol) ->
                pending.add(new MagicSockEvent.RelayTransportConnected(connection.transport(), subprotocol));
            case RelayConnection.Upgrade.Refused(String why) -> fail(connection, "upgrade refused: " + why);
        }
    }

    private void drain(RelayConnection connection, MagicSockCore core, EndpointListener listener, Instant now) {
        Optional<ByteBuffer> message = connection.nextMessage();
        while (message.isPresent() && isOpen(connection)) {
            DatagramObserver.arrivedRelayed(listener, connection.transport().relay(), message.get());
            core.handle(new MagicSockEvent.RelayMessageReceived(connection.transport(), message.get().array()), now);
            deliverPending(core, now);
            message = connection.nextMessage();
        }
        if (connection.isBroken() && isOpen(connection)) {
            fail(connection, "not a WebSocket frame");
            deliverPending(core, now);
        }
    }

    /** The core may close a connection in answer to anything that it hears. */
    private boolean isOpen(RelayConnection connection) {
        return byStream.get(connection.stream()) == connection;
    }

    void closed(Stream stream, CloseReason reason, MagicSockCore core, Instant now) {
        RelayConnection connection = byStream.get(stream);
        if (connection != null) {
            String words = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            fail(connection, words);
            deliverPending(core, now);
        }
    }

    private void fail(RelayConnection connection, String why) {
        byTransport.remove(connection.transport());
        byStream.remove(connection.stream());
        connection.stream().reset();
        pending.add(new MagicSockEvent.RelayTransportLost(connection.transport(), why));
    }

    private void credit(RelayConnection connection, int bytes) {
        if (bytes > 0) {
            pending.add(new MagicSockEvent.RelayBytesWritten(connection.transport(), bytes));
        }
    }

    /** Hands over what came up while the core was busy; a sink must not call back into its core. */
    void deliverPending(MagicSockCore core, Instant now) {
        while (!pending.isEmpty()) {
            core.handle(pending.removeFirst(), now);
        }
    }
}
