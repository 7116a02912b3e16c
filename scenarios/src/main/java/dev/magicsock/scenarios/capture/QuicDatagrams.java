package dev.magicsock.scenarios.capture;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.host.Via;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Shows the datagrams of one endpoint's QUIC, each with a comment on what carries it. */
final class QuicDatagrams implements EndpointWatcher {

    private final PacketCapture capture;
    private final QuicInterfaces interfaces;
    private final String endpoint;
    private final int own;
    /** All endpoints by their identity, which are complete when the run begins. */
    private final Map<EndpointId, Integer> numbers;
    private Optional<Submitted> submitted = Optional.empty();
    private Optional<Via> arrival = Optional.empty();

    private record Submitted(long id, ByteBuffer datagram) {
    }

    QuicDatagrams(PacketCapture capture, QuicInterfaces interfaces, String endpoint, int own,
            Map<EndpointId, Integer> numbers) {
        this.capture = capture;
        this.interfaces = interfaces;
        this.endpoint = endpoint;
        this.own = own;
        this.numbers = numbers;
    }

    @Override
    public void submitted(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram, Instant now) {
        capture.attempt(() -> submitted = Optional.of(new Submitted(
                interfaces.sent(endpoint, own, remote.map(numbers::get), datagram, nanos(now)), datagram)));
    }

    @Override
    public void sent(Via via, ByteBuffer datagram, Instant now) {
        submitted.filter(last -> last.datagram.equals(datagram))
                .ifPresent(last -> capture.comment(last.id, nanos(now), "goes " + words(via)));
    }

    @Override
    public void received(Via via, ByteBuffer datagram, Instant now) {
        arrival = Optional.of(via);
    }

    @Override
    public void delivered(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram, Instant now) {
        capture.attempt(() -> {
            long id = interfaces.received(endpoint, own, datagram, nanos(now));
            arrival.ifPresent(via -> capture.comment(id, nanos(now), "came " + words(via)));
        });
    }

    private static String words(Via via) {
        return switch (via) {
            case Via.Direct(InetSocketAddress remote) -> "directly, " + SocketAddresses.format(remote);
            case Via.Relayed(String relay, EndpointId _) -> "over the relay " + relay;
        };
    }

    private static long nanos(Instant now) {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }
}
