package dev.magicsock.interop;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.WireClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** iroh's own relay server as a child process. */
final class RealRelay implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 50;

    private final Process process;
    private final RelayUrl url;

    private RealRelay(Process process, RelayUrl url) {
        this.process = process;
        this.url = url;
    }

    /** Over plain HTTP. */
    static RealRelay start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        return start(folder, List.of("--dev"), port, "http", "http_bind_addr = \"127.0.0.1:" + port + "\"\n");
    }

    /** Behind TLS, with a certificate in PEM files. */
    static RealRelay startWithTls(Path folder, Path certificate, Path key) throws IOException, InterruptedException {
        int port = freePort();
        return start(folder, List.of(), port, "https", """
                http_bind_addr = "127.0.0.1:%d"
                [tls]
                https_bind_addr = "127.0.0.1:%d"
                cert_mode = "Manual"
                manual_cert_path = "%s"
                manual_key_path = "%s"
                """.formatted(freePort(), port, certificate, key));
    }

    private static RealRelay start(Path folder, List<String> options, int port, String scheme, String addresses)
            throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("iroh-relay.toml"),
                "enable_metrics = false\nenable_quic_addr_discovery = false\n" + addresses);
        List<String> command = new ArrayList<>(List.of(binary(), "--config-path", config.toString()));
        command.addAll(options);
        Path log = folder.resolve("iroh-relay.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        RealRelay relay = new RealRelay(process, RelayUrl.parse(scheme + "://127.0.0.1:" + port));
        relay.awaitPing(port, scheme.equals("https"), log);
        return relay;
    }

    /** The script that built it knows where it is. */
    private static String binary() throws IOException {
        Process script = new ProcessBuilder("./build-iroh-relay", "--path").start();
        return new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPing(int port, boolean secure, Path log) throws IOException, InterruptedException {
        Dialer dialer = secure ? Dialer.secure("127.0.0.1", port, Dialer.Tls.INSECURE, ANSWERS_WITHIN)
                : Dialer.plain("127.0.0.1", port, ANSWERS_WITHIN);
        Instant giveUp = Instant.now().plus(STARTS_WITHIN);
        while (!answersPing(dialer)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || Instant.now().isAfter(giveUp)) {
                close();
                throw new IOException("iroh-relay does not start; it says:\n" + Files.readString(log));
            }
        }
    }

    private static boolean answersPing(Dialer dialer) {
        try (WireClient wire = WireClient.connect(dialer)) {
            return wire.request("GET /ping HTTP/1.1", "Host: 127.0.0.1").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    RelayUrl url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
