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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long it takes from nothing to a relayed datagram: a relay's process and a client's process are started, and the
 * client (two MagicSocks in one process, as one alone has nobody to talk to) ends when its first datagram is there.
 * Ours and iroh's relay take turns; the client is ours each time.
 */
@Command(name = "ColdStart", mixinStandardHelpOptions = true)
public final class ColdStart implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 30;
    private static final double MILLION = 1e6;

    @Option(names = "--ours", defaultValue = "./magicsock", description = "our launcher (${DEFAULT-VALUE})")
    private Path ours;

    @Option(names = "--real", description = "iroh's relay; without it only ours is measured")
    private Path real;

    @Option(names = "--rounds", defaultValue = "5", description = "of each relay (${DEFAULT-VALUE})")
    private int rounds;

    private interface Start {
        RelayProcess relay() throws IOException, InterruptedException;
    }

    /** Of one relay, in milliseconds. */
    private record Times(List<Double> relay, List<Double> both, List<Double> client) {

        Times() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Runs with these options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ColdStart()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Times ourTimes = new Times();
        Times realTimes = new Times();
        for (int round = 0; round < rounds; round++) {
            measure(() -> RelayProcess.ours(ours), ourTimes);
            if (real != null) {
                measure(() -> RelayProcess.real(real), realTimes);
            }
        }
        print("our relay", ourTimes);
        if (real != null) {
            print("iroh's relay", realTimes);
        }
        return 0;
    }

    private static void measure(Start start, Times times) throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (RelayProcess relay = start.relay()) {
            runClient(relay.address());
            times.both.add(millisSince(started));
            times.relay.add(relay.startTime().toNanos() / MILLION);
            long again = System.nanoTime();
            runClient(relay.address());
            times.client.add(millisSince(again));
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / MILLION;
    }

    private static void print(String name, Times times) {
        print(name + " alone, until it serves", times.relay);
        print(name + " and the client, until a datagram was relayed", times.both);
        print("the client alone, " + name + " being there", times.client);
    }

    private static void print(String what, List<Double> millis) {
        String all = millis.stream().map(each -> String.format(Locale.ROOT, "%.0f", each))
                .collect(Collectors.joining(", "));
        System.out.printf(Locale.ROOT, "%-60s median %5.0f ms of %s%n", what, Medians.of(millis), all);
    }

    /** The same Java and class path, with the options that start fastest; ends when the datagram is there. */
    private static void runClient(InetSocketAddress relay) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), FirstDatagram.class.getName(),
                "http://127.0.0.1:" + relay.getPort()).inheritIO().start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the client failed");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** The client. */
    static final class FirstDatagram {

        private FirstDatagram() {
        }

        public static void main(String[] arguments) throws IOException, InterruptedException {
            RelayUrl relay = RelayUrl.parse(arguments[0]);
            CountDownLatch connected = new CountDownLatch(2);
            try (MagicSocketHub alice = hub(relay, connected); MagicSocketHub bob = hub(relay, connected);
                    MagicSocket server = bob.openServerSocket();
                    MagicSocket client = alice.openClientSocket(
                            new EndpointAddr(bob.id(), List.of(relay), List.of()))) {
                connected.await();
                byte[] hello = longHeader();
                client.send(new DatagramPacket(hello, hello.length));
                server.setSoTimeout((int) Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
                server.receive(new DatagramPacket(new byte[2000], 2000));
                // Closing is no part of it.
                Runtime.getRuntime().halt(0);
            }
        }

        /** A QUIC long header: only QUIC packets reach a facade. */
        private static byte[] longHeader() {
            byte[] hello = new byte[1200];
            hello[0] = (byte) 0xC0;
            hello[4] = 1;
            hello[5] = 8;
            hello[14] = 8;
            return hello;
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
}
