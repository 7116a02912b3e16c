package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The relay command as a user sees it, on the loopback interface. */
@Timeout(60)
class RelayCommandTest {

    private static final Terminal FILE = new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    record Result(int exitCode, String out, String err) {
    }

    @Test
    void itSaysWhereEverythingIs() {
        String id = SecretKey.of(new byte[32]).id().toString();
        Result result = execute((_, _) -> { }, "--listen", "127.0.0.1:0", "--tls-self-signed", "--plain", "127.0.0.1:0",
                "--stun", "[::1]:0", "--metrics", "127.0.0.1:0", "--allow", id, "--token", "t",
                "--rate-limit", "1000000");
        assertEquals(0, result.exitCode(), result::err);
        String[] lines = result.out().split("\n");
        assertTrue(lines[0].matches("relay on https://127\\.0\\.0\\.1:\\d+"), result::out);
        assertTrue(lines[1].matches("captive-portal check on http://127\\.0\\.0\\.1:\\d+/generate_204"), result::out);
        assertTrue(lines[2].matches("STUN on udp \\[::1\\]:\\d+"), result::out);
        assertTrue(lines[3].matches("metrics on http://127\\.0\\.0\\.1:\\d+/metrics"), result::out);
    }

    @Test
    void clientsHearOfARestartWhenTheRelayIsToldToEnd() {
        Result result = execute((relay, end) -> {
            try (WireClient wire = WireClient.connect(Dialer.plain("127.0.0.1", relay.address().getPort(), PATIENCE))) {
                wire.request("GET /relay HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade",
                        "Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: iroh-relay-v2");
                RelayPeer alice = RelayPeer.enter(wire, SecretKey.of(new byte[32]), RelayProtocolVersion.V2, PATIENCE);
                end.run();
                assertEquals(Optional.of(new RelayFrame.Restarting(Duration.ofSeconds(3), Duration.ofMinutes(1))),
                        alice.next());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, "--listen", "127.0.0.1:0", "--announce-restart", "3");
        assertEquals(0, result.exitCode(), result::err);
    }

    @Test
    void aTakenPortIsNamedAndExitsWithFour() {
        execute((relay, _) -> {
            Result second = execute((_, _) -> { }, "--listen", "127.0.0.1:" + relay.address().getPort());
            assertEquals(4, second.exitCode());
            assertTrue(second.err().startsWith("magicsock: cannot listen on 127.0.0.1:" + relay.address().getPort()),
                    second::err);
        }, "--listen", "127.0.0.1:0");
    }

    @Test
    void aMissingFileIsNamedAndExitsWithFour() {
        Result result = execute((_, _) -> { }, "--tls-cert", "/nowhere/a.pem", "--tls-key", "/nowhere/b.pem");
        assertEquals(new Result(4, "", "magicsock: /nowhere/a.pem cannot be read\n"), result);
    }

    @Test
    void wrongUsageIsNamedAndExitsWithTwo() {
        assertWrong("--listen: 'somewhere' is not of the form", "--listen", "somewhere");
        assertWrong("--allow: ", "--allow", "nobody");
        assertWrong("--rate-limit: a rate of 3 bytes per second", "--rate-limit", "3");
        assertWrong("--token: must not be empty", "--token", "");
        assertWrong("--announce-restart: must be from 0 to 86400", "--announce-restart", "-1");
        assertWrong("--plain: makes sense beside", "--plain", "127.0.0.1:0");
        assertWrong("", "--tls-cert", "only-one.pem");
        assertWrong("", "--tls-self-signed", "--tls-cert", "a.pem", "--tls-key", "b.pem");
    }

    private static void assertWrong(String message, String... arguments) {
        Result result = execute((_, _) -> { }, arguments);
        assertEquals(2, result.exitCode(), result::err);
        assertTrue(result.err().contains(message), result::err);
    }

    private static Result execute(RelayCommand.Service service, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, FILE);
        int exitCode = console.finish(new CommandLine(new RelayCommand(console, service))
                .setErr(console.errWriter()).execute(arguments));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
