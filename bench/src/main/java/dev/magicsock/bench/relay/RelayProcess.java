package dev.magicsock.bench.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A relay as a process of its own on the loopback interface, and what it costs. */
final class RelayProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 5;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
    private static final String RSS = "VmRSS:";
    private static final Pattern LOSS = Pattern.compile(
            "drop|closes_total|stranded|rate_limited|over_memory|accepted|turned_away|half_open_");
    private static final String METRICS_LINE = "metrics on http://";

    private final Process process;
    private final InetSocketAddress address;
    private final InetSocketAddress metrics;
    private final Duration startTime;

    private RelayProcess(Process process, InetSocketAddress address, InetSocketAddress metrics, Duration startTime) {
        this.process = process;
        this.address = address;
        this.metrics = metrics;
        this.startTime = startTime;
    }

    /** Our own, by its launcher, which says on its first lines where it listens. */
    static RelayProcess ours(Path launcher) throws IOException {
        long started = System.nanoTime();
        Process process = new ProcessBuilder(launcher.toString(), "relay", "--listen", "127.0.0.1:0", "--metrics",
                "127.0.0.1:0").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String relay = out.readLine();
        Duration startTime = Duration.ofNanos(System.nanoTime() - started);
        String metrics = relay == null ? null : out.readLine();
        if (metrics == null || !relay.startsWith("relay on ") || !metrics.startsWith(METRICS_LINE)) {
            process.destroyForcibly();
            throw new IOException(launcher + " does not start a relay but says: " + relay);
        }
        return new RelayProcess(process, loopback(portIn(relay)), loopback(portIn(metrics)), startTime);
    }

    private static int portIn(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).replaceAll("\\D.*", ""));
    }

    /** Iroh's, over plain HTTP. */
    static RelayProcess real(Path binary) throws IOException, InterruptedException {
        int port = freePort();
        int metricsPort = freePort();
        Path config = Files.writeString(Files.createTempFile("iroh-relay", ".toml"), """
                enable_metrics = true
                metrics_bind_addr = "127.0.0.1:%d"
                enable_quic_addr_discovery = false
                http_bind_addr = "127.0.0.1:%d"
                """.formatted(metricsPort, port));
        long started = System.nanoTime();
        Process process = new ProcessBuilder(binary.toString(), "--dev", "--config-path", config.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        InetSocketAddress address = loopback(port);
        while (!answersPing(address)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)
                    || System.nanoTime() - started > STARTS_WITHIN.toNanos()) {
                process.destroyForcibly();
                throw new IOException(binary + " does not start");
            }
        }
        return new RelayProcess(process, address, loopback(metricsPort),
                Duration.ofNanos(System.nanoTime() - started));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static boolean answersPing(InetSocketAddress address) {
        try {
            get(address, "/ping");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String get(InetSocketAddress address, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(
                "http://127.0.0.1:" + address.getPort() + path).toURL().openConnection();
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    /**
     * The relay's own counts of whom it took, what it dropped and whom it cut off, those above zero:
     * {@code name value, ...}.
     */
    String losses() throws IOException {
        return get(metrics, "/metrics").lines()
                .filter(line -> !line.startsWith("#") && LOSS.matcher(line).find() && !line.endsWith(" 0"))
                .collect(Collectors.joining(", "));
    }

    InetSocketAddress address() {
        return address;
    }

    /** From the start of the process until it was seen to serve. */
    Duration startTime() {
        return startTime;
    }

    /** Of all its threads so far, as Linux counts it: in steps of 10 ms. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** What it holds in memory now. */
    long residentBytes() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
        String line = status.stream().filter(each -> each.startsWith(RSS)).findFirst().orElseThrow();
        return Long.parseLong(line.substring(RSS.length()).replace("kB", "").strip()) << 10;
    }

    /** Asks it to end, so that it may write what it was told to record, and does not ask twice. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
