package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.RelayAccount;
import dev.magicsock.relay.RelayClient;
import dev.magicsock.relay.RelayClientConfig;
import dev.magicsock.relay.RelayClientOutput;
import dev.magicsock.relay.RelayDrop;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relay.RelayStatus;
import dev.magicsock.relay.TransportId;
import dev.magicsock.time.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * One relay connection of a MagicSock: joins the relay client's calls with the core's events and commands.
 *
 * <p>What the client tells is passed on only after the client's method has returned, since whoever hears it may well
 * want to send through the same client, which must not be called from within.
 */
final class RelayLink {

    private final RelayUrl url;
    private final Context context;
    private final Relays relays;
    private final RelayClient client;
    private final Alarm alarm;
    private RelayTransport transport;
    private TransportId clientTransport;
    private final ArrayDeque<News> news = new ArrayDeque<>();
    private Instant lastUsed;

    /** What the client told during one call. */
    private sealed interface News {
        record Datagram(EndpointId source, ByteBuffer payload) implements News {
        }

        record Status(RelayStatus status) implements News {
        }

        record RoundTrip(Duration time) implements News {
        }
    }

    RelayLink(RelayUrl url, Context context, Relays relays, Instant now) {
        this.url = url;
        this.context = context;
        this.relays = relays;
        this.lastUsed = now;
        this.client = new RelayClient(url, context.key(), RelayClientConfig.STANDARD, new Output(),
                context.forkRandom());
        this.alarm = new Alarm("relay " + url) {
            @Override
            void ring(Instant at) {
                onDeadline(at);
            }
        };
    }

    RelayUrl url() {
        return url;
    }

    /** Whether datagrams sent now go straight to the relay. */
    boolean isConnected() {
        return client.isAuthenticated();
    }

    /** Whether this endpoint sent something through here and was not reported gone since. */
    boolean hasRouteTo(EndpointId remote) {
        return client.hasRouteTo(remote);
    }

    /** What became of the datagrams that were sent through here. */
    RelayAccount account() {
        return client.account();
    }

    /** When something was last sent to a remote through here. */
    Instant lastUsed() {
        return lastUsed;
    }

    void start(Instant at) {
        client.start(at);
        settle(at);
    }

    void onConnected(RelayTransport which, String subprotocol, Instant at) {
        if (!which.equals(transport)) {
            return;
        }
        Optional<RelayProtocolVersion> version = RelayProtocolVersion.ofSubprotocol(subprotocol);
        if (version.isPresent()) {
            client.transportConnected(clientTransport, version.get(), at);
        } else {
            context.sink().accept(new MagicSockCommand.CloseRelay(transport));
            client.transportLost(clientTransport, "the relay chose the unknown version '" + subprotocol + "'", at);
        }
        settle(at);
    }

    void onMessage(RelayTransport which, byte[] message, Instant at) {
        if (which.equals(transport)) {
            client.messageReceived(clientTransport, message, at);
            settle(at);
        }
    }

    void onBytesWritten(RelayTransport which, int bytes, Instant at) {
        if (which.equals(transport)) {
            client.bytesWritten(clientTransport, bytes, at);
            settle(at);
        }
    }

    void onLost(RelayTransport which, String reason, Instant at) {
        if (which.equals(transport)) {
            client.transportLost(clientTransport, reason, at);
            settle(at);
        }
    }

    /** Sends the application's datagram after everything else that waits. */
    void sendDatagram(EndpointId remote, ByteBuffer payload, Instant at) {
        lastUsed = at;
        int length = payload.remaining();
        byte[] bytes = context.scratch(length);
        payload.get(payload.position(), bytes, 0, length);
        client.sendDatagram(remote, Ecn.NOT_ECT, bytes, 0, length, at);
        settle(at);
    }

    /** Sends a probe ahead of all data that waits. */
    void sendControl(EndpointId remote, byte[] probe, Instant at) {
        lastUsed = at;
        client.sendControl(remote, probe, 0, probe.length, at);
        settle(at);
    }

    /** Makes sure soon that the connection still lives. */
    void check(Instant at) {
        client.probe(at);
        settle(at);
    }

    void close(Instant at) {
        client.close(at);
        context.alarms().clear(alarm);
    }

    private void onDeadline(Instant at) {
        client.deadlineReached(at);
        settle(at);
    }

    private void settle(Instant at) {
        context.alarms().set(alarm, client.nextDeadline().map(Deadline::at).orElse(null));
        for (News next = news.poll(); next != null; next = news.poll()) {
            switch (next) {
                case News.Datagram(EndpointId source, ByteBuffer payload) ->
                        relays.onDatagram(this, source, payload, at);
                case News.Status(RelayStatus status) -> relays.onStatus(this, status, at);
                case News.RoundTrip(Duration time) -> relays.onRoundTrip(this, time, at);
            }
        }
    }

    private final class Output implements RelayClientOutput {

        @Override
        public void dial(RelayUrl relay, TransportId id) {
            clientTransport = id;
            transport = relays.newTransport(relay);
            context.sink().accept(new MagicSockCommand.DialRelay(transport));
        }

        @Override
        public void send(TransportId id, byte[] message) {
            context.sink().accept(new MagicSockCommand.SendRelayMessage(transport, message));
        }

        @Override
        public void closeTransport(TransportId id) {
            context.sink().accept(new MagicSockCommand.CloseRelay(transport));
        }

        @Override
        public void datagramReceived(EndpointId source, Ecn ecn, byte[] bytes, int offset, int length) {
            news.add(new News.Datagram(source, ByteBuffer.wrap(bytes, offset, length)));
        }

        @Override
        public void statusChanged(RelayStatus status) {
            news.add(new News.Status(status));
        }

        @Override
        public void roundTripMeasured(Duration roundTripTime) {
            news.add(new News.RoundTrip(roundTripTime));
        }

        @Override
        public void datagramDropped(EndpointId destination, byte[] bytes, int offset, int length, RelayDrop reason) {
            context.reporter().dropped(destination, dropReason(reason), length);
        }

        private DropReason dropReason(RelayDrop reason) {
            return switch (reason) {
                case EMPTY -> DropReason.EMPTY;
                case TOO_LARGE -> DropReason.TOO_LARGE;
                case DATA_QUEUE_FULL, CONTROL_QUEUE_FULL, STALE_WHILE_DISCONNECTED, CLOSED -> DropReason.RELAY_QUEUE;
            };
        }
    }
}
