package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.EndpointIdTable;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import java.time.Instant;
import java.util.Optional;

/** The admitted clients: who is reached through which connection, and who is told what when that changes. */
final class ClientRegistry {

    private final RelayServerConfig config;
    private final RelayServerMetrics metrics;
    private final EndpointIdTable<Client> clients;

    ClientRegistry(RelayServerConfig config, RelayServerMetrics metrics, long salt) {
        this.config = config;
        this.metrics = metrics;
        this.clients = new EndpointIdTable<>(salt);
    }

    /** The client whose id starts at {@code offset}, or null. */
    Client find(byte[] message, int offset) {
        return clients.get(message, offset);
    }

    /** Forgets everybody and tells nobody. */
    void clear() {
        clients.clear();
    }

    int size() {
        return clients.size();
    }

    /**
     * Makes a connection the active one of its endpoint.
     *
     * @return the connection that has to make room
     */
    Optional<Connection> admit(EndpointId id, Connection connection, Instant now) {
        metrics.increment(RelayServerCounter.CLIENTS_ADMITTED);
        Client client = clients.get(id);
        if (client == null) {
            Client first = new Client(id, config.maxPeersPerClient(), connection);
            clients.put(id, first);
            connection.admitted(first, now);
            return Optional.empty();
        }
        metrics.increment(RelayServerCounter.DUPLICATES);
        connection.admitted(client, now);
        tell(client.activate(connection), RelayFrame.Status.SAME_ID_CONNECTED, RelayFrame.Health.SAME_ID_CONNECTED,
                now);
        return client.surplus(config.maxDuplicates());
    }

    /** Forgets an admitted connection that ended. */
    void remove(Connection connection, Instant now) {
        Client client = connection.client();
        client.remove(connection)
                .ifPresent(revived -> tell(revived, RelayFrame.Status.HEALTHY, RelayFrame.Health.HEALTHY, now));
        if (client.isGone()) {
            clients.remove(client.id());
            tellRecipients(client, now);
        }
    }

    private void tell(Connection connection, int statusCode, String healthText, Instant now) {
        RelayFrame.FromRelay notice = switch (connection.version()) {
            case V1 -> new RelayFrame.Health(healthText);
            case V2 -> new RelayFrame.Status(statusCode);
        };
        sendControl(connection, notice, now);
    }

    private void tellRecipients(Client gone, Instant now) {
        for (EndpointId recipient : gone.recipients()) {
            Client client = clients.get(recipient);
            if (client != null) {
                sendControl(client.active(), new RelayFrame.EndpointGone(gone.id()), now);
            }
        }
    }

    private void sendControl(Connection connection, RelayFrame.FromRelay frame, Instant now) {
        if (!connection.sendControl(RelayFrameCodec.encode(frame), now)) {
            metrics.increment(RelayServerCounter.CONTROL_FRAMES_DROPPED);
        }
    }
}
