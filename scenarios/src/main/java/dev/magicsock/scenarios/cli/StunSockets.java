package dev.magicsock.scenarios.cli;

import dev.magicsock.netreport.NetReport.Family;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunClient;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunOutput;
import dev.magicsock.stun.StunOutput.Answered;
import dev.magicsock.stun.StunOutput.Failed;
import dev.magicsock.stun.StunQuery;
import dev.magicsock.stun.StunTiming;
import dev.magicsock.time.Deadline;
import dev.magicsock.wire.TransactionId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Some UDP sockets that ask STUN servers, driven by the thread that calls. Not thread-safe. */
final class StunSockets implements AutoCloseable {

    /** Four requests and three seconds in all: a person waits. */
    private static final StunTiming TIMING = new StunTiming(Duration.ofMillis(250), 4, 5);

    private static final int DATAGRAM_MAX = 2048;
    /** More than a survey gets by itself; whoever floods the sockets hides a hairpin, and no more. */
    private static final int OTHERS_MAX = 1000;
    private static final int HAIRPIN_TRIES = 3;
    private static final Duration HAIRPIN_WAIT = Duration.ofMillis(400);

    private final long startedNanos = System.nanoTime();
    private final RandomGenerator random;
    private final Selector selector = Selector.open();
    private final List<Asker> askers = new ArrayList<>();
    private final Map<InetSocketAddress, String> sendProblems = new LinkedHashMap<>();

    /** One socket, and what came of its questions. */
    private static final class Asker {
        private final DatagramChannel channel;
        private final StunClient client;
        private final List<Answered> answers = new ArrayList<>();
        private final List<Failed> failures = new ArrayList<>();
        /** Everything that came, for whoever looks for what it sent itself. */
        private final List<byte[]> others = new ArrayList<>();

        Asker(DatagramChannel channel, StunClient client) {
            this.channel = channel;
            this.client = client;
        }
    }

    StunSockets(Family family, int count, RandomGenerator random) throws IOException {
        this.random = random;
        try {
            for (int i = 0; i < count; i++) {
                DatagramChannel channel = DatagramChannel.open(
                        family == Family.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
                Asker asker = new Asker(channel, new StunClient(TIMING, random));
                askers.add(asker);
                channel.bind(null).configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, asker);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    Instant now() {
        return Instant.EPOCH.plusNanos(System.nanoTime() - startedNanos);
    }

    InetSocketAddress local(int socket) {
        try {
            return (InetSocketAddress) askers.get(socket).channel.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("a bound socket has an address", e);
        }
    }

    /** Asks at once; {@link #finish} waits for the answer. */
    void ask(int socket, StunQuery query) {
        Asker asker = askers.get(socket);
        take(asker, asker.client.ask(query, now()));
    }

    List<Answered> answers(int socket) {
        return askers.get(socket).answers;
    }

    List<Failed> failures(int socket) {
        return askers.get(socket).failures;
    }

    /** Why nothing could be sent there, if so. */
    Optional<String> sendProblem(InetSocketAddress server) {
        return Optional.ofNullable(sendProblems.get(server));
    }

    /** Until every question has an answer or has failed. */
    void finish() throws IOException {
        Optional<Instant> next = nextDeadline();
        while (next.isPresent()) {
            wait(Duration.between(now(), next.get()));
            for (Asker asker : askers) {
                take(asker, asker.client.advance(now()));
            }
            next = nextDeadline();
        }
    }

    /** Whether what one socket sends to an address comes to another socket. */
    boolean arrives(int from, InetSocketAddress address, int to) throws IOException {
        byte[] datagram = StunCodec.encode(
                new StunMessage(StunClass.INDICATION, TransactionId.generate(random), List.of()));
        for (int i = 0; i < HAIRPIN_TRIES; i++) {
            send(askers.get(from), address, datagram);
            Instant until = now().plus(HAIRPIN_WAIT);
            while (now().isBefore(until)) {
                wait(Duration.between(now(), until));
                if (askers.get(to).others.stream().anyMatch(each -> Arrays.equals(each, datagram))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<Instant> nextDeadline() {
        Stream<Deadline> deadlines = askers.stream().flatMap(asker -> asker.client.nextDeadline().stream());
        return deadlines.map(Deadline::at).min(Instant::compareTo);
    }

    private void wait(Duration time) throws IOException {
        selector.select(Math.max(1, time.toMillis()));
        for (SelectionKey key : selector.selectedKeys()) {
            receive((Asker) key.attachment());
        }
        selector.selectedKeys().clear();
    }

    private void receive(Asker asker) {
        ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_MAX);
        try {
            InetSocketAddress source = (InetSocketAddress) asker.channel.receive(buffer);
            if (source != null) {
                byte[] datagram = new byte[buffer.flip().remaining()];
                buffer.duplicate().get(datagram);
                if (asker.others.size() < OTHERS_MAX) {
                    asker.others.add(datagram);
                }
                take(asker, asker.client.receive(source, buffer, now()));
            }
        } catch (IOException e) {
            // An ICMP error of an earlier datagram; whether a server answers shows in its answers.
        }
    }

    private void take(Asker asker, List<StunOutput> outputs) {
        for (StunOutput output : outputs) {
            switch (output) {
                case StunOutput.Send send -> send(asker, send.server(), send.datagram());
                case Answered answered -> asker.answers.add(answered);
                case Failed failed -> asker.failures.add(failed);
                case StunOutput.Ignored _ -> {
                    // Somebody else's.
                }
            }
        }
    }

    private void send(Asker asker, InetSocketAddress server, byte[] datagram) {
        try {
            asker.channel.send(ByteBuffer.wrap(datagram), server);
        } catch (IOException e) {
            sendProblems.put(server, "cannot be reached: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        for (Asker asker : askers) {
            asker.channel.close();
        }
        selector.close();
    }
}
