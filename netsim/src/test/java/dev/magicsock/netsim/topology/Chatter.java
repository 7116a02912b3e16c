package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A program for tests: sends datagrams of random sizes at random times to random peers, and answers half of
 * what comes.
 */
final class Chatter implements Program {

    static final int PORT = 7000;

    private static final int LARGEST_PAYLOAD_BYTES = 2000;
    private static final int LONGEST_PAUSE_MILLIS = 40;

    private final Supplier<List<IpEndpoint>> peers;
    private UdpSocket socket;
    private Instant next;

    Chatter(Supplier<List<IpEndpoint>> peers) {
        this.peers = peers;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        switch (event) {
            case HostEvent.Started _ -> {
                socket = host.bindUdp(PORT);
                next = now;
            }
            case HostEvent.DatagramReceived(var _, IpEndpoint source, ByteBuffer payload) -> {
                if (host.random().nextBoolean()) {
                    socket.send(source, payload.slice(0, payload.remaining() / 2));
                }
            }
            case HostEvent.AddressesChanged changed -> host.note("has " + changed.addresses());
            default -> { }
        }
        if (!next.isAfter(now)) {
            chat(host);
            next = now.plus(Duration.ofMillis(1 + host.random().nextInt(LONGEST_PAUSE_MILLIS)));
        }
    }

    private void chat(Host host) {
        List<IpEndpoint> known = peers.get();
        byte[] payload = new byte[host.random().nextInt(LARGEST_PAYLOAD_BYTES)];
        host.random().nextBytes(payload);
        socket.send(known.get(host.random().nextInt(known.size())), ByteBuffer.wrap(payload));
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return Optional.of(next);
    }
}
