package dev.magicsock.interop.npm;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.identity.EndpointAddr;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measures one stream on a warm connection over the loopback interface: between real endpoints, between ours, and from
 * a real one to ours; several rounds after one to warm up, in each of them every pair once.
 * {@code interop/measure-throughput} runs it.
 *
 * <p>A real endpoint's time is that of its native code, from its first byte to the last acknowledgement (see
 * {@code peer.js}); ours ends when the receiver has told how many bytes it read. Real endpoints have a process each,
 * ours share this one.
 */
final class Throughput {

    static final String SINK_ALPN = "magicsock-lab/sink/1";

    private static final int DEFAULT_ROUNDS = 5;
    private static final int DEFAULT_MEGABYTES = 20;

    private final int rounds;
    private final int bytes;

    /** Sends once; how many milliseconds it took. */
    private interface Pair {
        double pour() throws IOException, InterruptedException;
    }

    private Throughput(int rounds, int megabytes) {
        this.rounds = rounds;
        this.bytes = megabytes * 1_000_000;
    }

    /** @param args how many rounds, and how many megabytes a stream has, at most 30; both may be left out */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROUNDS;
        int megabytes = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_MEGABYTES;
        new Throughput(rounds, megabytes).run();
    }

    private void run() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(SINK_ALPN); IrohPeer irohSink = IrohPeer.start(SINK_ALPN);
                OurPeer ours = OurPeer.start(SINK_ALPN); OurPeer oursSink = OurPeer.start(SINK_ALPN)) {
            Map<String, Pair> pairs = new LinkedHashMap<>();
            pairs.put("iroh to iroh", fromIroh(iroh, irohSink.directAddress()));
            pairs.put("ours to ours", fromOurs(ours, oursSink.directAddress()));
            pairs.put("iroh to ours", fromIroh(iroh, oursSink.directAddress()));
            print(measure(pairs));
        }
    }

    private Pair fromIroh(IrohPeer sender, EndpointAddr sink) throws IOException, InterruptedException {
        int connection = sender.connect(sink, SINK_ALPN);
        return () -> sender.pour(connection, bytes);
    }

    private Pair fromOurs(OurPeer sender, EndpointAddr sink) throws IOException {
        Connection connection = sender.connect(sink, SINK_ALPN);
        return () -> OurPeer.pour(connection, bytes);
    }

    /** Milliseconds of each round; a round before them warms up. */
    private Map<String, double[]> measure(Map<String, Pair> pairs) throws IOException, InterruptedException {
        Map<String, double[]> taken = new LinkedHashMap<>();
        pairs.keySet().forEach(name -> taken.put(name, new double[rounds]));
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Pair> pair : pairs.entrySet()) {
                double millis = pair.getValue().pour();
                if (round >= 0) {
                    taken.get(pair.getKey())[round] = millis;
                }
            }
        }
        return taken;
    }

    private void print(Map<String, double[]> taken) {
        System.out.printf(Locale.ROOT, "%d MB on one stream, %d rounds%n", bytes / 1_000_000, rounds);
        System.out.printf(Locale.ROOT, "%-14s %8s %8s %8s  Mbit/s%n", "", "median", "least", "most");
        taken.forEach((name, millis) -> {
            double[] rates = Arrays.stream(millis).map(each -> bytes * 8.0 / each / 1000).sorted().toArray();
            System.out.printf(Locale.ROOT, "%-14s %8.0f %8.0f %8.0f%n", name, rates[rounds / 2], rates[0],
                    rates[rounds - 1]);
        });
    }
}
