package dev.magicsock.socket;

import dev.magicsock.core.RelayTransport;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The relay connections of one endpoint over WebSockets. Thread-safe. */
final class WebSocketTransports implements RelayTransports {

    /** Closing is polite for half a second, then it is sudden. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

    private final TransportEvents events;
    private final SecretKey key;
    private final Function<RelayUrl, RelayDialSettings> settings;
    private final Map<RelayTransport, RelayWebSocket> open = new ConcurrentHashMap<>();

    /** @param settings how each relay is dialled */
    WebSocketTransports(TransportEvents events, SecretKey key, Function<RelayUrl, RelayDialSettings> settings) {
        this.events = events;
        this.key = key;
        this.settings = settings;
    }

    @Override
    public void dial(RelayTransport transport) {
        RelayWebSocket socket = new RelayWebSocket(transport, key, settings.apply(transport.relay()), events,
                () -> open.remove(transport));
        open.put(transport, socket);
        socket.start();
    }

    @Override
    public void send(RelayTransport transport, byte[] message) {
        RelayWebSocket socket = open.get(transport);
        if (socket != null) {
            socket.send(message);
        }
    }

    @Override
    public void close(RelayTransport transport) {
        RelayWebSocket socket = open.get(transport);
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public void localAddressesGone(Collection<InetAddress> gone) {
        open.values().forEach(socket -> socket.localAddressesGone(gone));
    }

    @Override
    public void closeAll() {
        List<RelayWebSocket> all = List.copyOf(open.values());
        all.forEach(RelayWebSocket::close);
        try {
            for (RelayWebSocket each : all) {
                each.join(END_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
