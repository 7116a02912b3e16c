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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tech.kwik.core.Statistics;

/**
 * A running transfer while its path changes: from a relay with 150 ms of round trip to a direct path with 10 ms, and
 * back because the direct path goes dead without a word. Prints what the receiver reads every 100 ms and what kwik
 * takes for lost, beside what really was.
 */
public final class PathSwitch {

    private static final long RELAY_LEG_NANOS = 37_500_000;
    private static final long DIRECT_LEG_NANOS = 5_000_000;
    private static final long SLOT_MILLIS = 100;
    private static final int ON_RELAY_SLOTS = 40;
    private static final int ON_DIRECT_SLOTS = 30;
    private static final int BACK_SLOTS = 60;
    private static final int PATIENCE_SLOTS = 200;
    private static final int CHUNK_BYTES = 1 << 14;
    private static final List<String> PROTOCOL = List.of("magicsock/bench/0");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtomicLong received = new AtomicLong();
    private final LinkedBlockingQueue<Observation.PathSelected> selections = new LinkedBlockingQueue<>();
    private final CountDownLatch relayed = new CountDownLatch(2);
    private final List<Slot> slots = new ArrayList<>();
    private final SlowPath direct;
    private long readBefore;

    /** What happened in a tenth of a second. */
    private record Slot(String phase, long bytes, long lost, long dropped, int roundTripMillis,
            Optional<String> event) {
    }

    private PathSwitch(SlowPath direct) {
        this.direct = direct;
    }

    public static void main(String[] arguments) throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (SlowRelay relay = new SlowRelay(loopback, RELAY_LEG_NANOS);
                SlowPath direct = new SlowPath(loopback, DIRECT_LEG_NANOS)) {
            new PathSwitch(direct).run(loopback, relay);
        }
    }

    private void run(InetAddress loopback, SlowRelay relay) throws Exception {
        try (MagicSocketHub server = bind(loopback, relay, BulkTransfer.SERVER);
                MagicSocketHub client = bind(loopback, relay, BulkTransfer.CLIENT)) {
            direct.connect(client.boundAddresses().getFirst(), server.boundAddresses().getFirst());
            if (!relayed.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no relay connection");
            }
            EndpointAddr toServer = new EndpointAddr(server.id(), List.of(relay.url()),
                    List.of(direct.secondSeenByFirst()));
            server.addRemote(new EndpointAddr(client.id(), List.of(relay.url()), List.of(direct.firstSeenBySecond())));
            InetSocketAddress mapped = client.addRemote(toServer);
            try (RawKeyServer _ = RawKeyServer.start(BulkTransfer.SERVER, PROTOCOL, server.openServerSocket(),
                    QuicSettings.defaults(), RANDOM, (ConnectionHandler) this::read);
                    PeerConnection connection = new RawKeyClient(BulkTransfer.CLIENT, QuicSettings.defaults(), RANDOM)
                            .connect(server.id(), PROTOCOL, mapped, to -> client.openClientSocket(toServer),
                                    Duration.ofSeconds(20))) {
                transfer(connection);
            }
        }
        report();
    }

    private MagicSocketHub bind(InetAddress loopback, SlowRelay relay, SecretKey key) throws IOException {
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

    private void read(PeerConnection connection) {
        Thread.ofPlatform().daemon().name("sink").start(() -> {
            try {
                PeerStream stream = connection.acceptStream();
                byte[] chunk = new byte[CHUNK_BYTES];
                for (int count = stream.input().read(chunk); count >= 0; count = stream.input().read(chunk)) {
                    received.addAndGet(count);
                }
            } catch (IOException | InterruptedException ended) {
                // The transfer is over.
            }
        });
    }

    private void transfer(PeerConnection connection) throws Exception {
        Thread.ofPlatform().daemon().name("source").start(() -> {
            try {
                PeerStream stream = connection.openStream();
                byte[] chunk = new byte[CHUNK_BYTES];
                while (true) {
                    stream.output().write(chunk);
                }
            } catch (IOException ended) {
                // The transfer is over.
            }
        });
        follow("relay", connection, ON_RELAY_SLOTS);
        direct.block(false);
        followUntilDirect(connection);
        follow("direct", connection, ON_DIRECT_SLOTS);
        direct.block(true);
        follow("back", connection, BACK_SLOTS);
    }

    private void followUntilDirect(PeerConnection connection) throws InterruptedException {
        for (int i = 0; i < PATIENCE_SLOTS; i++) {
            if (follow("relay", connection, 1)) {
                return;
            }
        }
        throw new IllegalStateException("no direct path");
    }

    /** Watches for some slots; returns whether the path became a direct one. */
    private boolean follow(String phase, PeerConnection connection, int count) throws InterruptedException {
        boolean becameDirect = false;
        for (int i = 0; i < count; i++) {
            Thread.sleep(SLOT_MILLIS);
            List<Observation.PathSelected> news = new ArrayList<>();
            selections.drainTo(news);
            becameDirect |= news.stream().anyMatch(each -> each.path().kind().isDirect());
            Optional<String> event = news.stream().map(each -> each.path().kind().toString()).reduce((a, b) -> b);
            Statistics kwik = connection.quic().getStats();
            long total = received.get();
            slots.add(new Slot(phase, total - readBefore, kwik.lostPackets(), direct.dropped(), kwik.smoothedRtt(),
                    event));
            readBefore = total;
        }
        return becameDirect;
    }

    private void report() {
        long lost = 0;
        long dropped = 0;
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            System.out.printf(Locale.ROOT, "%5.1f s %-6s %6.2f MB/s  %4d lost  %4d dropped  smoothed RTT %3d ms  %s%n",
                    i / 10.0, slot.phase(), slot.bytes() * 1e-3 / SLOT_MILLIS, slot.lost() - lost,
                    slot.dropped() - dropped, slot.roundTripMillis(), slot.event().map(to -> "-> " + to).orElse(""));
            lost = slot.lost();
            dropped = slot.dropped();
        }
    }
}
