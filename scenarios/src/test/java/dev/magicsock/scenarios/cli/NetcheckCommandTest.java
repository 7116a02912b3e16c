package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.scenarios.cli.CommandLineTest.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a network as a user does, on the loopback interface with our own servers. */
@Timeout(60)
class NetcheckCommandTest {

    @TempDir
    private Path folder;

    @Test
    void nobodyIsAskedWhomNobodyNamed() {
        Result result = Commands.execute("netcheck");
        assertEquals(0, result.exitCode(), result::err);
        assertTrue(result.out().contains("nobody was asked"), result::out);
        String json = Commands.execute("netcheck", "--json").out();
        assertTrue(json.contains("\"udp\":\"not-asked\"") && json.contains("\"stunServers\":[],\"relays\":[]"), json);
        assertValid(json);
    }

    @Test
    void oneServerWithTwoAddressesShowsThatNobodyFilters() throws IOException {
        try (LoopbackStun server = LoopbackStun.withFourSockets()) {
            String json = json("--stun", server.address());
            assertTrue(json.contains("\"ipv4\":{\"local\":"), json);
            assertTrue(json.contains("\"udp\":\"works\""), json);
            assertTrue(json.contains("\"filtering\":\"endpoint-independent\""), json);
            assertTrue(json.contains("\"ports\":\"preserved\""), json);
            assertTrue(json.contains("\"roundTripMs\":"), json);
        }
    }

    @Test
    void aServerThatOnlyAnswersFromOnePlaceShowsAFilter() throws IOException {
        try (LoopbackStun server = LoopbackStun.withFourSockets().mutingAllButThePrimary()) {
            assertTrue(json("--stun", server.address()).contains("\"filtering\":\"address-and-port-dependent\""));
        }
    }

    @Test
    void twoServersShowWhetherTheMappingDependsOnThem() throws IOException {
        try (LoopbackStun one = LoopbackStun.withOneSocket("127.0.0.1", 0);
                LoopbackStun same = LoopbackStun.withOneSocket("127.0.0.2", 0);
                LoopbackStun other = LoopbackStun.withOneSocket("127.0.0.3", 5)) {
            String alike = json("--stun", one.address(), "--stun", same.address(), "--hairpin");
            assertTrue(alike.contains("\"mapping\":\"endpoint-independent\""), alike);
            assertTrue(alike.contains("\"hairpinning\":\"yes\""), alike);
            String different = json("--stun", one.address(), "--stun", other.address());
            assertTrue(different.contains("\"mapping\":\"destination-dependent\""), different);
            assertTrue(different.contains("\"hairpinning\":\"not-asked\""), different);
            Result text = Commands.execute("netcheck", "--stun", one.address(), "--stun", other.address());
            assertTrue(text.out().contains("looks different to different servers"), text::out);
        }
    }

    @Test
    void relaysAreTimedAndWhatIsNoneIsNamed() throws IOException {
        try (RelayServer relay = RelayServer.start(RelayServerSettings.plain(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), "1.0"))) {
            String url = "http://127.0.0.1:" + relay.address().getPort();
            String json = json("--relay", url, "--relay", "http://127.0.0.1:1", "--captive-portal");
            assertTrue(json.contains("\"relays\":[{\"url\":\"" + url + "/\",\"latencyMs\":"), json);
            assertTrue(json.contains("{\"url\":\"http://127.0.0.1:1/\",\"problem\":"), json);
            assertTrue(json.contains("\"captivePortal\":\"absent\""), json);
        }
    }

    @Test
    void silenceIsReportedAndExitsWithFour() throws IOException {
        try (LoopbackStun silent = LoopbackStun.withOneSocket("127.0.0.1", 0).mutingAll()) {
            Result result = Commands.execute("netcheck", "--json", "--stun", silent.address());
            assertEquals(4, result.exitCode(), result::err);
            assertTrue(result.out().contains("\"udp\":\"no-answer\""), result::out);
            assertTrue(result.out().contains("\"problem\":\"no answer\""), result::out);
            assertValid(result.out());
        }
    }

    @Test
    void theGatewayThatIsNamedIsAskedForAPort() throws IOException {
        try (LoopbackPcp gateway = new LoopbackPcp("127.64.3.1", "203.0.113.9")) {
            String json = json("--gateway", "127.64.3.1");
            assertTrue(json.contains("\"portMapping\":\"pcp\",\"portMappingExternal\":\"203.0.113.9:4321\","
                    + "\"portMappingBehindNat\":false"), json);
            assertTrue(gateway.gaveBack(), "the port was kept");
        }
        try (LoopbackPcp gateway = new LoopbackPcp("127.64.3.2", "100.64.0.9")) {
            assertTrue(json("--gateway", "127.64.3.2").contains("\"portMappingBehindNat\":true"));
            assertTrue(gateway.gaveBack());
        }
        assertEquals(2, Commands.execute("netcheck", "--gateway", "my-router").exitCode());
    }

    @Test
    void whatIsNoServerIsWrongUsage() {
        for (String stun : List.of("", "a b", "host:0", "host:65536", "host:x", "[::1", "http://x")) {
            assertEquals(2, Commands.execute("netcheck", "--stun", stun).exitCode(), stun);
        }
        assertEquals(2, Commands.execute("netcheck", "--relay", "nonsense").exitCode());
    }

    @Test
    void aReportBecomesAScenarioThatHoldsWhatWasSeen() throws IOException {
        try (LoopbackStun one = LoopbackStun.withOneSocket("127.0.0.1", 0);
                LoopbackStun other = LoopbackStun.withOneSocket("127.0.0.3", 5)) {
            Path report = Files.writeString(folder.resolve("report.json"),
                    json("--stun", one.address(), "--stun", other.address()));
            Result scenario = Commands.execute("import", report.toString());
            assertEquals(0, scenario.exitCode(), scenario::err);
            assertTrue(scenario.out().contains("mapping: address-and-port-dependent  # ipv4.mapping"), scenario::out);
            Path file = Files.writeString(folder.resolve("network.yaml"), scenario.out());
            assertEquals(0, Commands.execute("run", file.toString(), "--quiet").exitCode());
        }
    }

    private static String json(String... arguments) {
        List<String> all = new ArrayList<>(List.of("netcheck", "--json"));
        all.addAll(List.of(arguments));
        Result result = Commands.execute(all.toArray(String[]::new));
        assertEquals(0, result.exitCode(), () -> result.err() + result.out());
        assertValid(result.out());
        return result.out();
    }

    private static void assertValid(String json) {
        String schema = Commands.execute("schema", "--netcheck").out();
        var problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema)
                .validate(json, InputFormat.JSON);
        assertTrue(problems.isEmpty(), problems::toString);
        assertFalse(json.isBlank());
    }
}
