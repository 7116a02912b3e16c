package dev.magicsock.interop;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.WireClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** iroh's own relay server on the loopback interface, on a port of its own that it keeps when it is started again. */
public final class RealRelay implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final RelayHost host;
    private final Path folder;
    private final List<String> arguments;
    private final RelayUrl url;
    private RelayHost.Running running;

    private RealRelay(RelayHost host, Path folder, List<String> arguments, RelayUrl url) {
        this.host = host;
        this.folder = folder;
        this.arguments = arguments;
        this.url = url;
    }

    /** A child process that speaks plain HTTP. */
    public static RealRelay start(Path folder) throws IOException {
        return start(new ChildProcess(), folder);
    }

    /** The same somewhere else. */
    public static RealRelay start(RelayHost host, Path folder) throws IOException {
        int port = freePort();
        return start(host, folder, List.of("--dev"), "http", port, "http_bind_addr = \"127.0.0.1:" + port + "\"\n");
    }

    /** Behind TLS. */
    public static RealRelay startWithTls(RelayHost host, Path folder, PemFiles files) throws IOException {
        int port = freePort();
        return start(host, folder, List.of(), "https", port, """
                http_bind_addr = "127.0.0.1:%d"
                [tls]
                https_bind_addr = "127.0.0.1:%d"
                cert_mode = "Manual"
                manual_cert_path = "%s"
                manual_key_path = "%s"
                """.formatted(freePort(), port, files.certificates(), files.key()));
    }

    private static RealRelay start(RelayHost host, Path folder, List<String> options, String scheme, int port,
                                   String addresses) throws IOException {
        Path config = Files.writeString(folder.resolve("iroh-relay.toml"),
                "enable_metrics = false\nenable_quic_addr_discovery = false\n" + addresses);
        List<String> arguments = new ArrayList<>(List.of("--config-path", config.toString()));
        arguments.addAll(options);
        RealRelay relay = new RealRelay(host, folder, arguments, RelayUrl.parse(scheme + "://127.0.0.1:" + port));
        relay.run();
        return relay;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it is. */
    public RelayUrl url() {
        return url;
    }

    /** Ends it at once, as SIGKILL does. */
    public void kill() throws IOException {
        running.kill();
    }

    /** Starts it once more, and returns when it answers. */
    public void run() throws IOException {
        running = host.start(folder, arguments);
        Dialer dialer = url.isSecure() ? Dialer.secure("127.0.0.1", url.port(), Dialer.Tls.INSECURE, ANSWERS_WITHIN)
                : Dialer.plain("127.0.0.1", url.port(), ANSWERS_WITHIN);
        Instant giveUp = Instant.now().plus(STARTS_WITHIN);
        while (!answersPing(dialer)) {
            if (!running.isAlive() || Instant.now().isAfter(giveUp)) {
                String log = running.log();
                running.kill();
                throw new IOException("iroh-relay does not start; it says:\n" + log);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static boolean answersPing(Dialer dialer) {
        try (WireClient wire = WireClient.connect(dialer)) {
            return wire.request("GET /ping HTTP/1.1", "Host: 127.0.0.1").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
