package dev.magicsock.bench.relay;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * How long it takes from nothing to a relayed datagram: a relay's process and a client's process are started, and the
 * client (two MagicSocks in one process, as one alone has nobody to talk to) reports its first datagram.
 *
 * <p>{@code ColdStart LAUNCHER [ROUNDS]} measures; {@code ColdStart client URL} is the client.
 */
public final class ColdStart {

    private static final int ROUNDS = 7;
    private static final double MILLION = 1e6;

    private ColdStart() {
    }

    /** Measures, or is the client. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("client")) {
            exchange(RelayUrl.parse(arguments[1]));
        } else {
            measure(Path.of(arguments[0]), arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS);
        }
    }

    private static void measure(Path launcher, int rounds) throws Exception {
        List<Double> both = new ArrayList<>();
        List<Double> client = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long started = System.nanoTime();
            try (RelayProcess relay = RelayProcess.ours(launcher)) {
                runClient(relay.address());
                both.add((System.nanoTime() - started) / MILLION);
                long again = System.nanoTime();
                runClient(relay.address());
                client.add((System.nanoTime() - again) / MILLION);
            }
        }
        System.out.printf("relay and client from cold: median %.0f ms of %s%n", median(both), both);
        System.out.printf("client alone from cold: median %.0f ms of %s%n", median(client), client);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElseThrow();
    }

    /** The same Java and class path, with the options that start fastest; ends when the datagram is there. */
    private static void runClient(InetSocketAddress relay) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), ColdStart.class.getName(), "client",
                "http://127.0.0.1:" + relay.getPort()).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("the client failed");
        }
    }

    private static void exchange(RelayUrl relay) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(2);
        try (MagicSocketHub alice = hub(relay, connected); MagicSocketHub bob = hub(relay, connected);
                MagicSocket server = bob.openServerSocket();
                MagicSocket client = alice.openClientSocket(new EndpointAddr(bob.id(), List.of(relay), List.of()))) {
            connected.await();
            byte[] hello = new byte[1200];
            // A QUIC long header: only QUIC packets reach a facade.
            hello[0] = (byte) 0xC0;
            hello[4] = 1;
            hello[5] = 8;
            hello[14] = 8;
            client.send(new DatagramPacket(hello, hello.length));
            server.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            server.receive(new DatagramPacket(new byte[2000], 2000));
        }
    }

    private static MagicSocketHub hub(RelayUrl relay, CountDownLatch connected) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return MagicSocketHub.builder().bindAddresses(List.of(anyPort))
                .config(MagicSockConfig.builder().relays(List.of(relay)).strategy(new RelayOnly()).build())
                .listener((observation, _) -> {
                    if (observation instanceof Observation.RelayConnected) {
                        connected.countDown();
                    }
                }).bind();
    }
}
