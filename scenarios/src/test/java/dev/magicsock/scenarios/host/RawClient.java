package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Connects at an instant, writes given bytes, keeps what comes back, and writes other bytes once it has heard
 * something.
 */
final class RawClient implements Program {

    private final IpEndpoint server;
    private final Instant at;
    private final byte[] first;
    private final byte[] afterAnswer;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private Stream stream;
    private ByteBuffer unwritten = ByteBuffer.allocate(0);
    private Optional<HostEvent.CloseReason> closed = Optional.empty();
    private Instant closedAt;

    RawClient(IpEndpoint server, Instant at, byte[] first, byte[] afterAnswer) {
        this.server = server;
        this.at = at;
        this.first = first;
        this.afterAnswer = afterAnswer;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        switch (event) {
            case HostEvent.DeadlineReached _ when stream == null && !now.isBefore(at) -> stream = host.connect(server);
            case HostEvent.StreamConnected _ -> write(first);
            case HostEvent.StreamWritable _ -> stream.write(unwritten);
            case HostEvent.StreamData(var _, ByteBuffer bytes) -> hear(bytes);
            case HostEvent.StreamClosed(var _, HostEvent.CloseReason reason) -> {
                closed = Optional.of(reason);
                closedAt = now;
            }
            default -> {
                // It has no other wishes.
            }
        }
    }

    private void hear(ByteBuffer bytes) {
        boolean first = heard.size() == 0;
        while (bytes.hasRemaining()) {
            heard.write(bytes.get());
        }
        if (first) {
            write(afterAnswer);
        }
    }

    private void write(byte[] bytes) {
        unwritten = ByteBuffer.wrap(bytes);
        stream.write(unwritten);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return stream == null ? Optional.of(at) : Optional.empty();
    }

    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    Optional<HostEvent.CloseReason> closed() {
        return closed;
    }

    Instant closedAt() {
        return closedAt;
    }
}
