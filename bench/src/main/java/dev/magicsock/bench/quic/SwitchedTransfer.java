package dev.magicsock.bench.quic;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.quic.ConnectionHandler;
import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.PeerStream;
import dev.magicsock.quic.QuicSettings;
import dev.magicsock.quic.RawKeyClient;
import dev.magicsock.quic.RawKeyServer;
import dev.magicsock.socket.MagicSocketHub;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One transfer between fresh endpoints, whose path changes when half of it has arrived. */
final class SwitchedTransfer implements AutoCloseable {

    private static final long RELAY_LEG_NANOS = 37_500_000;
    private static final long DIRECT_LEG_NANOS = 5_000_000;
    private static final int CHUNK_BYTES = 1 << 14;
    private static final int PATIENCE_SECONDS = 60;
    private static final List<String> PROTOCOL = List.of("magicsock/bench/0");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long bytes;
    private final SlowRelay relay;
    private final SlowPath direct;
    private final MagicSocketHub server;
    private final MagicSocketHub client;
    private final WitnessSocket serverSocket;
    private final Arrival arrival;
    private final CountDownLatch relayed = new CountDownLatch(2);
    private final LinkedBlockingQueue<Observation.PathSelected> selections = new LinkedBlockingQueue<>();
    private final CountDownLatch arrived = new CountDownLatch(1);

    /** The way that the change goes. */
    enum Change {
        /** The direct path opens. */
        RELAY_TO_DIRECT,
        /** The direct path dies without a word. */
        DIRECT_TO_RELAY
    }

    /**
     * What was seen.
     *
     * @param arrival    at the receiver
     * @param takenBefore packets that the sender's kwik took for lost before the change
     * @param takenAfter the same from the change on
     * @param lostAfter  datagrams of the sender that were lost from the change on, copies by another path not arriving
     *                   either
     */
    record Outcome(Arrival arrival, long takenBefore, long takenAfter, long lostAfter) {
    }

    SwitchedTransfer(InetAddress loopback, long bytes) throws IOException {
        this.bytes = bytes;
        this.arrival = new Arrival(bytes / 2, System::nanoTime);
        this.relay = new SlowRelay(loopback, RELAY_LEG_NANOS);
        this.direct = new SlowPath(loopback, DIRECT_LEG_NANOS);
        this.server = bind(loopback, BulkTransfer.SERVER);
        this.client = bind(loopback, BulkTransfer.CLIENT);
        this.serverSocket = new WitnessSocket(server.openServerSocket());
        direct.connect(client.boundAddresses().getFirst(), server.boundAddresses().getFirst());
    }

    private MagicSocketHub bind(InetAddress loopback, SecretKey key) throws IOException {
        return MagicSocketHub.builder().key(key)
                .config(MagicSockConfig.builder().relays(List.of(relay.url())).build())
                .bindAddresses(List.of(new InetSocketAddress(loopback, 0)))
                // They would find each other past the slow path.
                .interfaces(List::of)
                .listener((observation, at) -> heard(observation, key))
                .bind();
    }

    private void heard(Observation observation, SecretKey who) {
        if (observation instanceof Observation.RelayConnected) {
            relayed.countDown();
        } else if (observation instanceof Observation.PathSelected selected && who == BulkTransfer.CLIENT) {
            selections.add(selected);
        }
    }

    Outcome run(Change change) throws IOException, InterruptedException {
        if (!relayed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no relay connection");
        }
        direct.block(change == Change.RELAY_TO_DIRECT);
        EndpointAddr toServer = new EndpointAddr(server.id(), List.of(relay.url()),
                List.of(direct.secondSeenByFirst()));
        server.addRemote(new EndpointAddr(client.id(), List.of(relay.url()), List.of(direct.firstSeenBySecond())));
        InetSocketAddress mapped = client.addRemote(toServer);
        try (RawKeyServer _ = RawKeyServer.start(BulkTransfer.SERVER, PROTOCOL, serverSocket,
                QuicSettings.defaults(), RANDOM, (ConnectionHandler) this::read);
                PeerConnection connection = new RawKeyClient(BulkTransfer.CLIENT, QuicSettings.defaults(), RANDOM)
                        .connect(server.id(), PROTOCOL, mapped, _ -> client.openClientSocket(toServer),
                                Duration.ofSeconds(PATIENCE_SECONDS))) {
            if (change == Change.DIRECT_TO_RELAY) {
                awaitDirect();
            }
            return transfer(connection, change);
        }
    }

    private Outcome transfer(PeerConnection connection, Change change) throws InterruptedException {
        Thread.ofPlatform().daemon().name("source").start(() -> write(connection));
        arrival.awaitTurningPoint();
        direct.block(change == Change.DIRECT_TO_RELAY);
        if (change == Change.RELAY_TO_DIRECT) {
            awaitDirect();
        }
        arrival.changed();
        long before = connection.quic().getStats().lostPackets();
        if (!arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("only " + arrival.total() + " bytes arrived");
        }
        long lost = direct.swallowed().stream().filter(name -> !serverSocket.received().contains(name)).count();
        return new Outcome(arrival, before, connection.quic().getStats().lostPackets() - before, lost);
    }

    private void awaitDirect() throws InterruptedException {
        Observation.PathSelected next;
        do {
            next = selections.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("no direct path");
            }
        } while (!next.path().kind().isDirect());
    }

    private void write(PeerConnection connection) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream output = connection.openStream().output()) {
            for (long left = bytes; left > 0; left -= chunk.length) {
                output.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        } catch (IOException ended) {
            // Whoever waits for the bytes says so.
        }
    }

    private void read(PeerConnection connection) {
        Thread.ofPlatform().daemon().name("sink").start(() -> {
            byte[] chunk = new byte[CHUNK_BYTES];
            try {
                PeerStream stream = connection.acceptStream();
                for (int count = stream.input().read(chunk); count >= 0; count = stream.input().read(chunk)) {
                    arrival.read(count);
                }
                arrived.countDown();
            } catch (IOException | InterruptedException ended) {
                // Whoever waits for the bytes says so.
            }
        });
    }

    @Override
    public void close() {
        client.close();
        server.close();
        direct.close();
        relay.close();
    }
}
