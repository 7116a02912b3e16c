package dev.magicsock.scenarios.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.Strategies;
import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.support.PairScenario;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the idea of a strategy makes a difference. */
class StrategiesInNetworksTest {

    /**
     * Linux gives a flow another port when a packet of it came from outside before. Whoever sends first spoils it for
     * the other, unless nothing arrives before both have sent.
     */
    @Test
    void behindLinuxOnlyThoseGetDirectThatLetNothingArriveTooEarly() {
        assertFalse(isDirectBehindLinux("call-me-maybe"));
        assertFalse(isDirectBehindLinux("iroh-1.0"));
        assertFalse(isDirectBehindLinux("ice"));
        assertTrue(isDirectBehindLinux("rtt-sync"));
        assertTrue(isDirectBehindLinux("ttl-limited"));
    }

    @Test
    void ipv6FirstCostsNoMappingOfIpv4WhereIpv6Works() {
        RecordedRun run = Runs.hashed(Scenarios.of(dualStack("ipv6-first")));
        assertTrue(run.passed());
        assertEquals(List.of(), towardsTheOther(run));
        assertFalse(towardsTheOther(Runs.hashed(Scenarios.of(dualStack("call-me-maybe")))).isEmpty());
    }

    @Test
    void hairpinLanFindsANeighbourWithoutAWordToTheirNat() {
        RecordedRun run = Runs.hashed(Scenarios.of(neighbours("hairpin-lan")));
        assertTrue(run.passed());
        assertEquals(List.of(), towardsTheOther(run));
        assertFalse(towardsTheOther(Runs.hashed(Scenarios.of(neighbours("call-me-maybe")))).isEmpty());
    }

    private static boolean isDirectBehindLinux(String name) {
        PunchStrategy strategy = Strategies.BUILT_IN.named(name).orElseThrow();
        RecordedRun run = Runs.seeded(PairScenario
                .behind(NatPreset.LINUX_MASQUERADE.behavior(), NatPreset.LINUX_MASQUERADE.behavior())
                .strategy(strategy)
                .latencies(Duration.ofMillis(8), Duration.ofMillis(12), Duration.ofMillis(40))
                .lasting(Duration.ofSeconds(13))
                .traffic(Duration.ofSeconds(1), Duration.ofMillis(500), 100)
                .build(), 1);
        PairRecord pair = run.pairs().getFirst();
        return pair.aToB().paths().items().getLast().kind().isDirect();
    }

    /** Mappings that were used with another endpoint's public address rather than a server's. */
    private static List<NatMapping> towardsTheOther(RecordedRun run) {
        return run.natMappings().items().stream()
                .filter(mapping -> mapping.protocol().equals("udp"))
                .filter(mapping -> mapping.contacts().stream().anyMatch(contact -> !contact.endsWith(":3478")))
                .toList();
    }

    private static String dualStack(String strategy) {
        return """
                name: dual-stack
                seed: 6
                network:
                  relays: { eu: { link: { latency: 10ms } } }
                  stun:   [ eu ]
                  routers:
                    isp-a: { nat: home-router, firewall: stateful, ipv6: on, link: { latency: 8ms } }
                    isp-b: { nat: home-router, firewall: stateful, ipv6: on, link: { latency: 12ms } }
                  hosts: { alice: { behind: isp-a }, bob: { behind: isp-b } }
                endpoints:
                  alice: { strategy: %1$s }
                  bob:   { strategy: %1$s }
                script:
                  - { at: 0s, connect: { from: alice, to: bob } }
                  - { at: 1s, traffic: { from: alice, to: bob, every: 100ms, size: 100B, both-ways: true, until: 5s } }
                expect:
                  - { by: 3s, pair: [alice, bob], path: direct-ipv6 }
                """.formatted(strategy);
    }

    private static String neighbours(String strategy) {
        return """
                name: neighbours
                seed: 6
                network:
                  relays: { eu: { link: { latency: 10ms } } }
                  stun:   [ eu ]
                  routers: { home: { nat: home-router, link: { latency: 8ms } } }
                  hosts: { alice: { behind: home }, bob: { behind: home } }
                endpoints:
                  alice: { strategy: %1$s }
                  bob:   { strategy: %1$s }
                script:
                  - { at: 0s, connect: { from: alice, to: bob } }
                  - { at: 1s, traffic: { from: alice, to: bob, every: 100ms, size: 100B, both-ways: true, until: 5s } }
                expect:
                  - { by: 3s, pair: [alice, bob], path: direct }
                """.formatted(strategy);
    }
}
