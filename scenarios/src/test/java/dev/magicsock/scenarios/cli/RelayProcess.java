package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.HttpReply;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The relay command as a process of its own, seen from outside. */
final class RelayProcess implements AutoCloseable {

    static final Path SHELL = Path.of("/bin/sh");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path ENV = Path.of("/usr/bin/env");
    private static final Pattern LINE = Pattern.compile("(.*) on (?:https?://|udp )127\\.0\\.0\\.1:(\\d+).*");

    private final Process process;
    private final Path errors;
    private final List<String> lines = new ArrayList<>();

    private RelayProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** One that is expected to serve: waits until it has said where all of this many listeners are. */
    static RelayProcess serving(Path folder, int openFiles, int listeners, String... arguments) throws IOException {
        RelayProcess relay = start(folder, openFiles, arguments);
        BufferedReader out = new BufferedReader(
                new InputStreamReader(relay.process.getInputStream(), StandardCharsets.UTF_8));
        for (int i = 0; i < listeners; i++) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("it says only " + relay.lines + " and " + relay.errors());
            }
            relay.lines.add(line);
        }
        return relay;
    }

    /** @param openFiles how many it may have open at most */
    static RelayProcess start(Path folder, int openFiles, String... arguments) throws IOException {
        // Whoever runs the tests in the background may have signals ignored, which children inherit.
        List<String> command = new ArrayList<>(List.of(SHELL.toString(), "-c",
                "ulimit -n " + openFiles + "; exec \"$@\"", "sh", ENV.toString(),
                "--default-signal=INT", "--default-signal=TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.log.dev.magicsock.relaystub.net=info", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "relay"));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile(folder, "relay", ".err");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        return new RelayProcess(process, errors);
    }

    /** The port of the listener that was announced by this word. */
    int port(String word) {
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(word)) {
                return Integer.parseInt(matcher.group(2));
            }
        }
        throw new AssertionError("no '" + word + "' in " + lines);
    }

    /** The first line: the relay's own address. */
    String announcement() {
        return lines.getFirst();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    Dialer dialer() {
        return announcement().startsWith("relay on https://")
                ? Dialer.secure("127.0.0.1", port("relay"), Dialer.Tls.INSECURE, PATIENCE)
                : Dialer.plain("127.0.0.1", port("relay"), PATIENCE);
    }

    /** A client that was let in. */
    RelayPeer enter(SecretKey key, String... headers) throws IOException {
        WireClient wire = WireClient.connect(dialer());
        List<String> request = new ArrayList<>(List.of("GET /relay HTTP/1.1", "Host: relay.test", "Upgrade: websocket",
                "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: iroh-relay-v2"));
        request.addAll(List.of(headers));
        assertEquals(101, wire.request(request.toArray(String[]::new)).status());
        return RelayPeer.enter(wire, key, RelayProtocolVersion.V2, PATIENCE);
    }

    static HttpReply get(Dialer dialer, String path, String... headers) throws IOException {
        try (WireClient wire = WireClient.connect(dialer)) {
            List<String> request = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: relay.test"));
            request.addAll(List.of(headers));
            return wire.request(request.toArray(String[]::new));
        }
    }

    /** The value of a sample on the metrics page. */
    long metric(String name) throws IOException {
        String page = get(Dialer.plain("127.0.0.1", port("metrics"), PATIENCE), "/metrics").body();
        return page.lines().filter(line -> line.startsWith(name + " ")).findFirst()
                .map(line -> Long.parseLong(line.substring(name.length() + 1)))
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + page));
    }

    /** Sends a signal by its name without SIG. */
    void signal(String name) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(ENV.toString(), "kill", "-" + name, Long.toString(process.pid())).inheritIO()
                .start().waitFor());
    }

    int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
