package dev.magicsock.bench.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All measurements of one relay process, one after the other. */
final class RelayRound implements AutoCloseable {

    /** What a relay needs once and for all is in place after so many clients. */
    private static final int FIRST_CLIENTS = 100;

    /** Of WebSocket and relay protocol around each datagram; what a direct connection carries too. */
    private static final int FRAMING_BYTES = 42;

    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final double MILLION = 1e6;

    private final RelayProcess relay;
    private final Size size;
    private final Driver driver = new Driver();
    private final Latencies latencies = new Latencies();
    private Losses losses = Losses.NONE;

    /** How much of everything. */
    record Size(int pairs, int window, int bytes, int seconds, int pace, int idle) {
    }

    private record Loop(double perSecond, double cpuPerMillion, Duration p50, Duration p99) {
    }

    RelayRound(RelayProcess relay, Size size) {
        this.relay = relay;
        this.size = size;
    }

    Costs measure() throws Exception {
        Memory memory = size.idle() > 0 ? idleMemory() : new Memory(relay.residentBytes(), 0);
        List<LoadPair> pairs = connectPairs();
        Loop loaded = closedLoop(pairs);
        Loop direct = paced(List.of(new DirectLink(driver.loops(), size.bytes() + FRAMING_BYTES, latencies)::sendOne));
        Loop paced = paced(pairs.stream().<Runnable>map(pair -> pair::sendOne).toList());
        losses = LoadPair.drained(pairs, driver.loop());
        return new Costs(loaded.perSecond, loaded.cpuPerMillion, loaded.p50, loaded.p99, paced.p50.minus(direct.p50),
                paced.p99.minus(direct.p99), paced.cpuPerMillion, memory.perIdle, memory.resident);
    }

    /** What went wrong with the datagrams that were measured. */
    Losses losses() {
        return losses;
    }

    private record Memory(long resident, long perIdle) {
    }

    /** The idle clients leave again: thousands of keepalive pings per quarter of a minute are a load of their own. */
    private Memory idleMemory() throws Exception {
        long before;
        long after;
        try (Driver idle = new Driver()) {
            idle.connect(relay.address(), FIRST_CLIENTS);
            settle();
            before = relay.residentBytes();
            idle.connect(relay.address(), size.idle());
            settle();
            after = relay.residentBytes();
        }
        settle();
        return new Memory(after, (after - before) / size.idle());
    }

    private List<LoadPair> connectPairs() throws Exception {
        List<LoadClient> clients = driver.connect(relay.address(), 2 * size.pairs());
        List<LoadPair> pairs = new ArrayList<>();
        for (int i = 0; i < size.pairs(); i++) {
            pairs.add(new LoadPair(clients.get(2 * i), clients.get(2 * i + 1), size.bytes(), latencies));
        }
        return pairs;
    }

    private Loop closedLoop(List<LoadPair> pairs) throws Exception {
        driver.loop().submit(() -> pairs.forEach(pair -> pair.start(size.window()))).get();
        TimeUnit.SECONDS.sleep(size.seconds());
        Loop loop = during(() -> TimeUnit.SECONDS.sleep(size.seconds()));
        driver.loop().submit(() -> pairs.forEach(LoadPair::stop)).get();
        settle();
        return loop;
    }

    private Loop paced(List<Runnable> senders) throws Exception {
        long gap = TimeUnit.SECONDS.toNanos(1) / size.pace();
        int[] next = {0};
        var sending = driver.loop().scheduleAtFixedRate(() -> senders.get(next[0]++ % senders.size()).run(), gap, gap,
                TimeUnit.NANOSECONDS);
        settle();
        Loop loop = during(() -> TimeUnit.SECONDS.sleep(size.seconds()));
        sending.cancel(false);
        settle();
        return loop;
    }

    private interface Waiting {
        void await() throws InterruptedException;
    }

    private Loop during(Waiting waiting) throws Exception {
        driver.loop().submit(latencies::clear).get();
        long began = System.nanoTime();
        Duration cpuBefore = relay.cpuTime();
        waiting.await();
        Duration cpu = relay.cpuTime().minus(cpuBefore);
        double seconds = (System.nanoTime() - began) / 1e9;
        return driver.loop().submit(() -> new Loop(latencies.count() / seconds,
                cpu.toNanos() / 1e9 / latencies.count() * MILLION,
                latencies.percentile(0.5), latencies.percentile(0.99))).get();
    }

    private static void settle() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
    }

    @Override
    public void close() {
        driver.close();
    }
}
