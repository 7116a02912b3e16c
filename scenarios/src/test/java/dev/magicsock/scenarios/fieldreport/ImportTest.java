package dev.magicsock.scenarios.fieldreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Hairpinning;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.model.RouterSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Reports of all tools become scenarios that hold what they say. */
class ImportTest {

    private static final String TAILSCALE_JSON = """
            {
            \t"Now": "2026-01-02T03:04:05.678Z",
            \t"UDP": true,
            \t"IPv6": false,
            \t"IPv4": true,
            \t"IPv6CanSend": false,
            \t"IPv4CanSend": true,
            \t"OSHasIPv6": true,
            \t"ICMPv4": false,
            \t"MappingVariesByDestIP": true,
            \t"UPnP": false,
            \t"PMP": true,
            \t"PCP": false,
            \t"PreferredDERP": 4,
            \t"RegionLatency": { "4": 24000000, "1": 98500000, "9": -3 },
            \t"RegionV4Latency": { "4": 24000000 },
            \t"RegionV6Latency": {},
            \t"GlobalV4Counters": { "203.0.113.7:41641": 2 },
            \t"GlobalV4": "203.0.113.7:41641",
            \t"GlobalV6": "",
            \t"CaptivePortal": null
            }
            """;

    private static final String TAILSCALE_TEXT = """

            Report:
            \t* Time: 2026-01-02T03:04:05.678Z
            \t* UDP: true
            \t* IPv4: yes, 203.0.113.7:41641
            \t* IPv6: no, but OS has support
            \t* MappingVariesByDestIP: false
            \t* PortMapping: UPnP
            \t* CaptivePortal: true
            \t* Nearest DERP: Frankfurt
            \t* DERP latency:
            \t\t- fra: 12.4ms  (Frankfurt)
            \t\t- sin: 1.2s    (Singapore)
            \t\t- nue:         (Nuremberg)
            """;

    private static final String DOCTOR_JSON = """
            {
              "net_report": {
                "udp_v4": true, "udp_v6": true,
                "mapping_varies_by_dest_ipv4": false, "mapping_varies_by_dest_ipv6": null,
                "preferred_relay": "https://eu.relay.example./",
                "relay_latency": {
                  "ipv4": { "https://eu.relay.example./": { "secs": 0, "nanos": 31000000 } },
                  "ipv6": {}, "https": { "https://us.relay.example./": { "secs": 0, "nanos": 120000000 } }
                },
                "global_v4": "203.0.113.7:51820", "global_v6": "[2001:db8::7]:51820", "captive_portal": false
              },
              "nat": "EndpointIndependent",
              "port_map": { "upnp": true, "pcp": null, "nat_pmp": false, "error": null },
              "relays": [
                { "url": "https://eu.relay.example./", "connect_ms": 88.5, "ping_ms": 30.0, "error": null },
                { "url": "https://us.relay.example./", "connect_ms": null, "ping_ms": null,
                "error": "connect timed out" }
              ]
            }
            """;

    private static final String DOCTOR_TABLES = """
            Network report
            | Property        | Value             |
            | --------------- | ----------------- |
            | NAT             | hard              |
            | UDP IPv4        | no                |
            | UDP IPv6        | no                |
            | Public IPv4     | -                 |
            | Mapping varies  | unknown           |
            | Captive portal  | yes               |

            Relay latency
            | Relay                      | Connect | Ping   | Note |
            | -------------------------- | ------- | ------ | ---- |
            | https://eu.relay.example./ | 80.1ms  | 40.0ms |      |
            | https://us.relay.example./ | -       | -      | no   |
            """;

    @Test
    void tailscalesDocumentOfASymmetricNat() {
        Scenario scenario = scenario(TAILSCALE_JSON);
        NatBehavior nat = home(scenario).nat().orElseThrow();
        assertEquals(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT, nat.mapping());
        assertTrue(nat.ports() instanceof PortAssignment.Random, nat::toString);
        assertEquals(2, scenario.network().relays().size());
        assertRoundTrip(Duration.ofMillis(24), scenario);
        String text = text(TAILSCALE_JSON);
        assertTrue(text.contains("mapping: address-and-port-dependent  # MappingVariesByDestIP"), text);
        assertTrue(text.contains("filtering: address-and-port-dependent  # assumed"), text);
        assertTrue(text.contains("# Not in here: port mapping offered: PMP"), text);
    }

    @Test
    void tailscalesLinesOfAnEasyNat() {
        Scenario scenario = scenario(TAILSCALE_TEXT);
        assertEquals(MappingBehavior.ENDPOINT_INDEPENDENT, home(scenario).nat().orElseThrow().mapping());
        assertEquals(2, scenario.network().relays().size());
        assertRoundTrip(Duration.ofNanos(12_400_000), scenario);
        String text = text(TAILSCALE_TEXT);
        assertTrue(text.contains("# Not in here: port mapping offered: UPnP"), text);
        assertTrue(text.contains("somebody answers HTTP requests"), text);
        assertTrue(text.contains("ipv6: off  # IPv6"), text);
    }

    @Test
    void doctorsDocumentWithIpv6() {
        Scenario scenario = scenario(DOCTOR_JSON);
        assertTrue(home(scenario).families().ipv6());
        assertTrue(home(scenario).firewall().isPresent());
        assertEquals(2, scenario.network().relays().size());
        assertRoundTrip(Duration.ofMillis(30), scenario);
        assertTrue(text(DOCTOR_JSON).contains("relays.ping_ms: 30.0 ms there and back to https://eu.relay.example./"));
    }

    @Test
    void doctorsTablesOfANetworkWithoutUdp() {
        Scenario scenario = scenario(DOCTOR_TABLES);
        assertTrue(home(scenario).udp().blocked());
        RecordedRun run = Runs.seeded(scenario, 1);
        assertTrue(run.passed(), () -> run.expectations().toString());
        assertTrue(run.pairs().getFirst().aToB().directAt().isEmpty());
    }

    @Test
    void ourOwnDocumentSaysMost() {
        String report = """
                {"format":"magicsock-netcheck/1","version":"1","interfaces":[],"ipv4":{"local":true,"udp":"works",
                "nat":"translated","mapping":"address-dependent","filtering":"endpoint-independent",
                "ports":"sequential","portStep":2,"hairpinning":"no"},
                "ipv6":{"local":true,"udp":"works"},"stunServers":[],
                "relays":[{"url":"https://a.example/","latencyMs":18.250},{"url":"https://b.example/","problem":"x"}],
                "captivePortal":"absent","portMapping":"not-asked"}""";
        Scenario scenario = scenario(report);
        NatBehavior nat = home(scenario).nat().orElseThrow();
        assertEquals(MappingBehavior.ADDRESS_DEPENDENT, nat.mapping());
        assertEquals(FilteringBehavior.ENDPOINT_INDEPENDENT, nat.filtering());
        assertEquals(Hairpinning.NONE, nat.hairpinning());
        assertEquals(new PortAssignment.Sequential(2), nat.ports());
        assertEquals(1, scenario.network().relays().size());
        assertTrue(home(scenario(report.replace("translated", "none"))).nat().isEmpty());
    }

    @Test
    void whatIsNoReportIsRefusedWithAReason() {
        for (String text : new String[] {"", "{", "{}", "[]", "{\"a\": 1, \"a\": 2}", "{\"UDP\": true}", "* UDP: true",
            "{\"x\": " + "[".repeat(100) + "]".repeat(100) + "}", "<html>", "\u0000", "{\"a\": &x 1, \"b\": *x}"}) {
            FieldReportReader.Result result = FieldReportReader.read(text.getBytes(StandardCharsets.UTF_8));
            assertTrue(result instanceof FieldReportReader.Result.Wrong wrong && !wrong.why().isBlank(), text);
        }
        assertTrue(FieldReportReader.read(new byte[FieldReportReader.MAX_BYTES + 1])
                instanceof FieldReportReader.Result.Wrong);
    }

    @Test
    void whatRelaysAreCalledCannotBecomePartOfTheScenario() {
        String hostile = DOCTOR_JSON.replace("https://eu.relay.example./", "x\\n  evil: { nat: none }\\u001b[31m # '")
                .replace("30.0", "1e1");
        assertEquals(2, scenario(hostile).network().relays().size());
        String numbers = TAILSCALE_JSON.replace("24000000", "99999999999999999999999").replace("98500000", "1e99");
        assertEquals(1, scenario(numbers).network().relays().size());
        StringBuilder many = new StringBuilder("\"0\": 5000000");
        for (int i = 1; i < 5000; i++) {
            many.append(", \"").append(i).append("\": ").append(5_000_000 + i);
        }
        String crowded = TAILSCALE_JSON.replace("\"4\": 24000000, \"1\": 98500000, \"9\": -3", many);
        assertEquals(FieldReport.RELAYS_MAX, scenario(crowded).network().relays().size());
    }

    @Property(tries = 300)
    void noTextGivesAnException(@ForAll @StringLength(max = 60) String text, @ForAll int at) {
        for (String sample : List.of(TAILSCALE_JSON, TAILSCALE_TEXT, DOCTOR_JSON, DOCTOR_TABLES)) {
            int cut = Math.floorMod(at, sample.length());
            String mixed = sample.substring(0, cut) + text + sample.substring(Math.min(sample.length(), cut + 7));
            if (FieldReportReader.read(mixed.getBytes(StandardCharsets.UTF_8))
                    instanceof FieldReportReader.Result.Read(FieldReport report)) {
                Scenarios.of(ImportedScenario.text(report, "home-router", 1));
            }
        }
    }

    private static void assertRoundTrip(Duration expected, Scenario scenario) {
        Duration oneWay = home(scenario).link().up().latency().orElseThrow()
                .plus(scenario.network().relays().getFirst().link().up().latency().orElseThrow());
        assertTrue(expected.minus(oneWay.multipliedBy(2)).abs().compareTo(Duration.ofNanos(10_000)) < 0,
                oneWay::toString);
    }

    private static RouterSpec home(Scenario scenario) {
        return scenario.network().routers().getFirst();
    }

    private static Scenario scenario(String report) {
        return Scenarios.of(text(report));
    }

    private static String text(String report) {
        return switch (FieldReportReader.read(report.getBytes(StandardCharsets.UTF_8))) {
            case FieldReportReader.Result.Read read -> ImportedScenario.text(read.report(), "home-router", 1);
            case FieldReportReader.Result.Wrong wrong -> throw new IllegalArgumentException(wrong.why());
        };
    }
}
