package dev.magicsock.bench.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Pairs of clients that take turns to send one numbered datagram at an even pace. */
final class GoodTraffic {

    private static final double MILLION = 1e6;

    private final Driver driver;
    private final Latencies latencies = new Latencies();
    private final List<LoadPair> pairs = new ArrayList<>();
    private final ScheduledFuture<?> sending;
    private int next;

    /** @param pace datagrams of all pairs together per second */
    GoodTraffic(Driver driver, RelayProcess relay, int count, int datagramBytes, int pace) throws Exception {
        this.driver = driver;
        List<LoadClient> clients = driver.connect(relay.address(), 2 * count);
        for (int i = 0; i < count; i++) {
            pairs.add(new LoadPair(clients.get(2 * i), clients.get(2 * i + 1), datagramBytes, latencies));
        }
        long gap = TimeUnit.SECONDS.toNanos(1) / pace;
        sending = driver.loop().scheduleAtFixedRate(() -> pairs.get(next++ % count).sendOne(), gap, gap,
                TimeUnit.NANOSECONDS);
    }

    /** Forgets the latencies so far. */
    void startOver() throws Exception {
        driver.loop().submit(latencies::clear).get();
    }

    /** Median and 99th percentile as text. */
    String latency() throws Exception {
        return driver.loop().submit(() -> String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms",
                latencies.percentile(0.5).toNanos() / MILLION, latencies.percentile(0.99).toNanos() / MILLION)).get();
    }

    long sent() throws Exception {
        return driver.loop().submit(() -> pairs.stream().mapToLong(LoadPair::sent).sum()).get();
    }

    /** Sends no more, waits for what is on its way, and says what went wrong. */
    Losses stop() throws Exception {
        sending.cancel(false);
        return LoadPair.drained(pairs, driver.loop());
    }
}
