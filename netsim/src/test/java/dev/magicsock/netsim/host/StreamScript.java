package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpEndpoint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A program for tests: opens and accepts streams, acts at given times, and remembers what happened and when. */
final class StreamScript implements Program {

    /** What happened, such as {@code 0.04 connected}; data is counted, not listed. */
    final List<String> log = new ArrayList<>();
    final List<Stream> streams = new ArrayList<>();
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Deque<Action> actions = new ArrayDeque<>();
    /** What is written as the stream takes it. */
    private ByteBuffer outgoing = ByteBuffer.allocate(0);
    private boolean echoes;
    private boolean closesWhenClosed;

    /** Does something at a time of the host's monotonic clock; times ascend. */
    StreamScript at(Duration time, Consumer<Host> action) {
        actions.add(new Action(Instant.EPOCH.plus(time), action));
        return this;
    }

    StreamScript listensAt(int port) {
        return at(Duration.ZERO, host -> host.listen(port));
    }

    StreamScript connectsAt(Duration time, IpEndpoint remote) {
        return at(time, host -> streams.add(host.connect(remote)));
    }

    /** Writes this once connected, as fast as the stream takes it. */
    StreamScript writes(byte[] bytes) {
        outgoing = ByteBuffer.wrap(bytes);
        return this;
    }

    StreamScript echoes() {
        echoes = true;
        return this;
    }

    StreamScript closesWhenClosed() {
        closesWhenClosed = true;
        return this;
    }

    String text() {
        return received.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        switch (event) {
            case HostEvent.Started _, HostEvent.DeadlineReached _ -> act(host, now);
            case HostEvent.StreamConnected connected -> {
                note("connected", now);
                write(connected.stream());
            }
            case HostEvent.StreamAccepted accepted -> {
                note("accepted from " + accepted.stream().remote().address() + " at " + accepted.localPort(), now);
                streams.add(accepted.stream());
                write(accepted.stream());
            }
            case HostEvent.StreamWritable writable -> write(writable.stream());
            case HostEvent.StreamData data -> receive(data);
            case HostEvent.StreamClosed closed -> {
                note(closed.reason().toString(), now);
                if (closesWhenClosed && closed.reason() == HostEvent.CloseReason.END_OF_STREAM) {
                    closed.stream().close();
                }
            }
            case HostEvent.DatagramReceived _, HostEvent.DatagramRejected _, HostEvent.AddressesChanged _,
                    HostEvent.WallClockSet _, HostEvent.Resumed _, HostEvent.NameResolved _ -> { }
        }
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return Optional.ofNullable(actions.peek()).map(Action::at);
    }

    private void act(Host host, Instant now) {
        while (!actions.isEmpty() && !actions.peek().at.isAfter(now)) {
            actions.poll().action.accept(host);
        }
    }

    private void write(Stream stream) {
        stream.write(outgoing);
    }

    private void receive(HostEvent.StreamData data) {
        byte[] bytes = new byte[data.bytes().remaining()];
        data.bytes().get(bytes);
        received.writeBytes(bytes);
        if (echoes) {
            data.stream().write(ByteBuffer.wrap(bytes));
        }
    }

    private void note(String what, Instant now) {
        log.add(Duration.between(Instant.EPOCH, now).toNanos() / 1e9 + " " + what);
    }

    private record Action(Instant at, Consumer<Host> action) {
    }
}
