package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Two stream stacks and a wire each way between them, in a virtual time of their own; no packets, no hosts. */
final class TwoHosts {

    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1_000 * MILLISECOND;
    static final int SERVER_PORT = 443;

    final Peer client;
    final Peer server;
    long now;
    private final PriorityQueue<Arrival> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::time).thenComparingLong(Arrival::order));
    private final RandomGenerator random;
    private long nextOrder;

    TwoHosts(long seed, StreamSettings settings) {
        random = new SplittableRandom(seed);
        client = new Peer(IpAddress.parse("192.0.2.1"), settings, random.nextLong());
        server = new Peer(IpAddress.parse("192.0.2.2"), settings, random.nextLong());
        server.stack.listen(SERVER_PORT);
    }

    TwoHosts(long seed) {
        this(seed, StreamSettings.DEFAULT);
    }

    IpEndpoint serverEndpoint() {
        return IpEndpoint.of(server.address, SERVER_PORT);
    }

    /** Both wires get this one-way delay. */
    TwoHosts delay(long nanos) {
        client.wire.delay = nanos;
        server.wire.delay = nanos;
        return this;
    }

    StreamConnection connect() {
        StreamConnection connection = client.stack.connect(client.address, serverEndpoint(), now);
        client.drain();
        return connection;
    }

    /** Connects and runs until the server has accepted. */
    StreamConnection connectAndRun() {
        StreamConnection connection = connect();
        while (server.connections.isEmpty()) {
            if (!step(now + 300 * SECOND)) {
                throw new AssertionError("not accepted");
            }
        }
        return connection;
    }

    void runFor(long nanos) {
        long limit = now + nanos;
        while (step(limit)) {
            continue;
        }
        now = limit;
    }

    /** Runs until nothing is under way and no timer runs, or to the limit. */
    void runUntilQuiet(long limit) {
        while (step(limit)) {
            continue;
        }
    }

    /** The next arrival or timeout, unless it lies beyond the limit. */
    boolean step(long limit) {
        long arrival = underWay.isEmpty() ? StreamStack.NEVER : underWay.peek().time;
        long deadline = Math.min(client.stack.nextDeadline(), server.stack.nextDeadline());
        long next = Math.min(arrival, deadline);
        if (next > limit || next == StreamStack.NEVER) {
            return false;
        }
        now = Math.max(now, next);
        if (arrival <= deadline) {
            Arrival first = underWay.poll();
            first.to.receive(first);
        } else {
            client.handleTimeout();
            server.handleTimeout();
        }
        return true;
    }

    /** Puts a segment onto the wire that no stack sent. */
    void inject(IpEndpoint source, IpEndpoint destination, Segment segment) {
        peerAt(destination).receive(new Arrival(now, nextOrder++, peerAt(destination), source, destination, segment));
    }

    private Peer peerAt(IpEndpoint endpoint) {
        return endpoint.address().equals(client.address) ? client : server;
    }

    private record Arrival(
            long time, long order, Peer to, IpEndpoint source, IpEndpoint destination, Segment segment) {
    }

    /** What the segments of one host go through. */
    static final class Wire {
        long delay = 10 * MILLISECOND;
        double lossRatio;
        double duplicationRatio;
        /** Segments get up to this much more delay, each its own, and so overtake each other. */
        long reorderingDelay;
        /** 0 for no limit. */
        long bitsPerSecond;
        long queueNanos = StreamStack.NEVER;
        int mtuBytes = 1500;
        boolean isBlackHole;
        Predicate<Segment> loses = segment -> false;
        private long busyUntil;
    }

    /** One host: its stack, its wire towards the other, and what its program saw. */
    final class Peer {
        final IpAddress address;
        final StreamStack stack;
        final Wire wire = new Wire();
        final List<StreamOutput> events = new ArrayList<>();
        final List<Segment> sent = new ArrayList<>();
        final List<StreamConnection> connections = new ArrayList<>();
        final List<SegmentOutcome> outcomes = new ArrayList<>();
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        int released;
        Consumer<StreamOutput> program = output -> { };

        Peer(IpAddress address, StreamSettings settings, long seed) {
            this.address = address;
            this.stack = new StreamStack(settings, new SplittableRandom(seed));
        }

        int write(StreamConnection connection, byte[] bytes) {
            int taken = stack.write(connection, ByteBuffer.wrap(bytes), now);
            drain();
            return taken;
        }

        void close(StreamConnection connection) {
            stack.close(connection, now);
            drain();
        }

        void reset(StreamConnection connection) {
            stack.reset(connection);
            drain();
        }

        /** Why connections ended, in order. */
        List<StreamEnd> ends() {
            return events.stream().filter(StreamOutput.Closed.class::isInstance)
                    .map(output -> ((StreamOutput.Closed) output).end()).toList();
        }

        void drain() {
            for (StreamOutput output = stack.poll(); output != null; output = stack.poll()) {
                switch (output) {
                    case StreamOutput.Transmit transmit -> transmit(transmit);
                    case StreamOutput.Connected connected -> connections.add(connected.connection());
                    case StreamOutput.Accepted accepted -> connections.add(accepted.connection());
                    case StreamOutput.Received data -> {
                        byte[] copy = new byte[data.bytes().remaining()];
                        data.bytes().duplicate().get(copy);
                        received.writeBytes(copy);
                    }
                    case StreamOutput.Writable _, StreamOutput.Closed _ -> { }
                    case StreamOutput.Released _ -> released++;
                }
                if (!(output instanceof StreamOutput.Transmit || output instanceof StreamOutput.Released)) {
                    events.add(output);
                    program.accept(output);
                }
            }
        }

        private void handleTimeout() {
            stack.handleTimeout(now);
            drain();
        }

        private void receive(Arrival arrival) {
            outcomes.add(stack.handle(arrival.source, arrival.destination, arrival.segment, now));
            drain();
        }

        private void transmit(StreamOutput.Transmit transmit) {
            Segment segment = transmit.segment();
            sent.add(segment);
            int packetBytes = 20 + segment.headerBytes() + segment.payloadBytes();
            if (packetBytes > wire.mtuBytes) {
                if (!wire.isBlackHole) {
                    stack.handlePacketTooBig(transmit.source(), transmit.destination(), wire.mtuBytes, now);
                }
                return;
            }
            if (wire.loses.test(segment) || random.nextDouble() < wire.lossRatio) {
                return;
            }
            long start = Math.max(now, wire.busyUntil);
            if (start - now > wire.queueNanos) {
                return;
            }
            wire.busyUntil = wire.bitsPerSecond == 0 ? start : start + packetBytes * 8L * SECOND / wire.bitsPerSecond;
            arriveAfterWire(transmit);
            if (random.nextDouble() < wire.duplicationRatio) {
                arriveAfterWire(transmit);
            }
        }

        private void arriveAfterWire(StreamOutput.Transmit transmit) {
            long extra = wire.reorderingDelay == 0 ? 0 : random.nextLong(wire.reorderingDelay);
            underWay.add(new Arrival(wire.busyUntil + wire.delay + extra, nextOrder++, peerAt(transmit.destination()),
                    transmit.source(), transmit.destination(), transmit.segment()));
        }
    }
}
