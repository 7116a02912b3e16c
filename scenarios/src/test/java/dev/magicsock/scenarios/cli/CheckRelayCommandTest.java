package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relaystub.fault.Fate;
import dev.magicsock.relaystub.fault.RelayFaults;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.relaystub.net.TlsIdentity;
import dev.magicsock.relaystub.server.ConnectionId;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conformance check as a user sees it, of relays on the loopback interface. */
@Timeout(120)
class CheckRelayCommandTest {

    private static final Terminal FILE = new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII);

    @TempDir
    private Path folder;

    record Result(int exitCode, String out, String err) {
    }

    @Test
    void aRelayThatKeepsAllRulesExitsWithZero() throws IOException {
        try (RelayServer relay = RelayServer.start(settings().withTls(TlsIdentity.selfSigned(Instant.now())))) {
            Result result = execute("https://127.0.0.1:" + relay.address().getPort(), "--insecure");
            assertEquals(0, result.exitCode(), result::out);
            assertTrue(result.out().lines().anyMatch(line -> line.matches("ok +[0-9.]+ ms  http\\.ping +GET /ping .*")),
                    result::out);
            assertTrue(result.out().matches("(?s).*\n\\d+ passed, 0 failed, \\d+ not applicable\n"), result::out);
        }
    }

    @Test
    void aBrokenRuleExitsWithOneAndIsInBothDocuments() throws Exception {
        Path file = folder.resolve("result.xml");
        try (RelayServer relay = RelayServer.start(settings(), new TellsNobodyWhoIsGone())) {
            Result result = execute("http://127.0.0.1:" + relay.address().getPort(), "--timeout", "2", "--json",
                    "--junit", file.toString());
            assertEquals(1, result.exitCode(), result::err);
            JsonNode document = JsonMapper.shared().readTree(result.out());
            assertEquals("magicsock-relay-conformance-1", document.get("format").asString());
            assertEquals("failed", outcome(document, "gone.told"));
            assertEquals("passed", outcome(document, "http.ping"));
            assertEquals("not-applicable", outcome(document, "access.token"));
            Element suite = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile())
                    .getDocumentElement();
            assertEquals(Integer.toString(document.get("rules").size()), suite.getAttribute("tests"));
            assertEquals("3", suite.getAttribute("failures"));
            assertEquals(3, suite.getElementsByTagName("failure").getLength());
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNoAnswer() throws IOException {
        try (RelayServer relay = RelayServer.start(settings().withTls(TlsIdentity.selfSigned(Instant.now())))) {
            Result result = execute("https://127.0.0.1:" + relay.address().getPort());
            assertEquals(4, result.exitCode());
            assertTrue(result.err().contains("does not answer"), result::err);
        }
    }

    @Test
    void whereNobodyListensExitsWithFour() throws IOException {
        RelayServer relay = RelayServer.start(settings());
        relay.close();
        assertEquals(4, execute("http://127.0.0.1:" + relay.address().getPort()).exitCode());
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertEquals(2, execute("ftp://127.0.0.1").exitCode());
        assertEquals(2, execute().exitCode());
        assertEquals(2, execute("http://127.0.0.1:1", "--timeout", "0").exitCode());
        assertEquals(2, execute("http://127.0.0.1:1", "--junit", "/nowhere/at/all.xml").exitCode());
    }

    private static final class TellsNobodyWhoIsGone implements RelayFaults {
        @Override
        public Fate toClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
            return message[0] == 8 ? new Fate.Drop() : Fate.PASS;
        }
    }

    private static String outcome(JsonNode document, String id) {
        for (JsonNode rule : document.get("rules")) {
            if (rule.get("id").asString().equals(id)) {
                return rule.get("outcome").asString();
            }
        }
        return "no such rule";
    }

    private static RelayServerSettings settings() {
        return RelayServerSettings.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "1.2.3");
    }

    private static Result execute(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, FILE);
        int exitCode = console.finish(new CommandLine(new CheckRelayCommand(console))
                .setErr(console.errWriter()).execute(arguments));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
