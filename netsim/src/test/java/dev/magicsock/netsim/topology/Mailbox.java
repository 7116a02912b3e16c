package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.packet.IcmpError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A program for tests: sends texts at given times in ascending order and remembers what arrives. */
final class Mailbox implements Program {

    private final int port;
    private final Deque<Letter> outgoing = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();
    private final List<IcmpError> errors = new ArrayList<>();
    private final List<HostEvent> others = new ArrayList<>();
    private UdpSocket socket;

    Mailbox(int port) {
        this.port = port;
    }

    /** At a time of the host's monotonic clock. */
    void sendLater(Duration at, IpEndpoint destination, String text) {
        outgoing.add(new Letter(Instant.EPOCH.plus(at), destination, text));
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        switch (event) {
            case HostEvent.Started _ -> socket = host.bindUdp(port);
            case HostEvent.DeadlineReached _ -> sendDue(now);
            case HostEvent.DatagramReceived(var _, IpEndpoint source, ByteBuffer payload) ->
                    received.add(seconds(now) + " " + StandardCharsets.UTF_8.decode(payload) + " from " + source);
            case HostEvent.DatagramRejected rejected -> errors.add(rejected.error());
            default -> others.add(event);
        }
    }

    private void sendDue(Instant now) {
        while (!outgoing.isEmpty() && !outgoing.peek().at.isAfter(now)) {
            Letter letter = outgoing.poll();
            socket.send(letter.destination, ByteBuffer.wrap(letter.text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static double seconds(Instant now) {
        return Duration.between(Instant.EPOCH, now).toNanos() / 1e9;
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return Optional.ofNullable(outgoing.peek()).map(Letter::at);
    }

    /** Lines such as {@code 0.03 hello from 198.18.0.2:4000}. */
    List<String> received() {
        return received;
    }

    List<IcmpError> errors() {
        return errors;
    }

    List<HostEvent> others() {
        return others;
    }

    private record Letter(Instant at, IpEndpoint destination, String text) {
    }
}
