package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A MagicSock asks the NAT in front of it for a port, and the NAT may be good or bad at that. */
class PortMappingScenarioTest {

    /** Both NATs are symmetric with random ports: without a mapping there is no way but the relay. */
    private static final String TWO_SYMMETRIC_NATS = """
            name: asked
            about: A symmetric NAT is asked for a port.
            seed: 5
            network:
              relays: { eu: { link: { latency: 10ms } } }
              stun: [ eu ]
              routers:
                carrier: { nat: CARRIER, link: { latency: 5ms } }
                home: { behind: HOMES_PLACE, nat: { preset: symmetric, port-mapping: SERVER }, link: { latency: 8ms } }
                office: { nat: symmetric, link: { latency: 12ms } }
              hosts:
                alice: { behind: home }
                bob: { behind: office }
            endpoints:
              alice: { strategy: call-me-maybe, port-mapping: ASKS }
              bob: { strategy: call-me-maybe }
            script:
              - at: 0s
                connect: { from: alice, to: bob }
              - at: 1s
                traffic: { from: alice, to: bob, every: 100ms, size: 500B, both-ways: true, until: 20s }
            expect:
              - { throughout: 5s..20s, pair: [alice, bob], path: PATH }
            """;

    @Test
    void theBundledScenarioHolds() {
        assertPassed(Runs.seeded(Scenarios.bundled("port-mapping"), 41));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            on;  {};                                            direct
            off; {};                                            relay
            on;  { protocols: [pcp] };                          direct
            on;  { protocols: [nat-pmp] };                      direct
            on;  { failure: refuses };                          relay
            on;  { failure: wrong-address };                    relay
            on;  { protocols: [nat-pmp], failure: refuses };    relay
            """)
    void whatIsMappedIsDirectAndWhatIsNotStaysOnTheRelay(String asks, String server, String path) {
        assertPassed(Runs.seeded(Scenarios.of(scenario(asks, server, path, "internet")), 5));
    }

    /** The home's external address is one of the carrier's private ones, so the mapping leads nowhere. */
    @Test
    void aMappingBehindAnotherNatIsToldToNobody() {
        assertPassed(Runs.seeded(Scenarios.of(scenario("on", "{}", "relay", "carrier")), 5));
    }

    private static String scenario(String asks, String server, String path, String homesPlace) {
        String yaml = TWO_SYMMETRIC_NATS.replace("ASKS", asks).replace("SERVER", server).replace("PATH", path)
                .replace("CARRIER", "symmetric");
        return homesPlace.equals("internet") ? yaml.replace("behind: HOMES_PLACE, ", "")
                : yaml.replace("HOMES_PLACE", homesPlace);
    }

    private static void assertPassed(RecordedRun run) {
        assertTrue(run.passed(),
                () -> run.expectations().stream().map(ExpectationResult::happened).toList().toString());
    }
}
