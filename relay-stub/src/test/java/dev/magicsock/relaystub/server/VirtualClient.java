package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.RelayClient;
import dev.magicsock.relay.RelayClientConfig;
import dev.magicsock.relay.RelayClientOutput;
import dev.magicsock.relay.RelayDrop;
import dev.magicsock.relay.RelayStatus;
import dev.magicsock.relay.TransportId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A real client on the wire of a {@link VirtualRelay}, which notes what it hears and when. */
final class VirtualClient implements RelayClientOutput {

    final EndpointId id;
    final RelayClient core;
    final List<String> received = new ArrayList<>();
    final List<Instant> receivedAt = new ArrayList<>();
    final List<String> statuses = new ArrayList<>();
    final List<RelayDrop> drops = new ArrayList<>();
    /** The latest connection, as the relay names it. */
    ConnectionId connection;
    /** Pings of the relay are not answered and nothing is heard while this is set. */
    boolean deaf;
    private final VirtualRelay relay;

    VirtualClient(VirtualRelay relay, SecretKey key, RandomGenerator random) {
        this.relay = relay;
        this.id = key.id();
        this.core = new RelayClient(VirtualRelay.URL, key, RelayClientConfig.STANDARD, this, random);
    }

    void start() {
        core.start(relay.now());
    }

    void send(EndpointId destination, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        core.sendDatagram(destination, Ecn.NOT_ECT, bytes, 0, bytes.length, relay.now());
    }

    void receive(TransportId transport, byte[] message) {
        if (!deaf) {
            core.messageReceived(transport, message, relay.now());
        }
    }

    @Override
    public void dial(RelayUrl url, TransportId transport) {
        relay.dial(this, transport);
    }

    @Override
    public void send(TransportId transport, byte[] message) {
        relay.after(Duration.ZERO, () -> core.bytesWritten(transport, message.length, relay.now()));
        relay.fromClient(connection, message);
    }

    @Override
    public void closeTransport(TransportId transport) {
        relay.cut(connection);
    }

    @Override
    public void datagramReceived(EndpointId source, Ecn ecn, byte[] bytes, int offset, int length) {
        received.add(source.toShortString() + " " + new String(bytes, offset, length, StandardCharsets.UTF_8));
        receivedAt.add(relay.now());
    }

    @Override
    public void statusChanged(RelayStatus status) {
        statuses.add(switch (status) {
            case RelayStatus.Connecting _ -> "connecting";
            case RelayStatus.Authenticated _ -> "authenticated";
            case RelayStatus.Established _ -> "established";
            case RelayStatus.Duplicate _ -> "duplicate";
            case RelayStatus.Recovered _ -> "recovered";
            case RelayStatus.Notice(String text) -> text;
            case RelayStatus.Restarting _ -> "restarting";
            case RelayStatus.Denied(String reason) -> reason;
            case RelayStatus.Lost(RelayStatus.LossReason reason, String _) -> reason.toString();
            case RelayStatus.Closed _ -> "closed";
        });
    }

    @Override
    public void roundTripMeasured(Duration roundTripTime) {
        statuses.add("rtt " + roundTripTime.toMillis());
    }

    @Override
    public void datagramDropped(EndpointId destination, byte[] bytes, int offset, int length, RelayDrop reason) {
        drops.add(reason);
    }
}
