package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NATs that translate addresses inside of datagrams. They spoil STUN's answers, which have MAPPED-ADDRESS in the clear
 * and a fingerprint over it, so nobody learns an address; what goes over the relay is not in a datagram.
 */
class PayloadRewritingTest {

    @ParameterizedTest
    @ValueSource(strings = {"call-me-maybe", "periodic-punch"})
    void noSpoiltAddressIsBelievedAndNothingIsLost(String strategy) {
        RecordedRun run = Runs.seeded(Scenarios.of("""
                name: rewritten
                about: Both NATs put external addresses in the place of internal ones wherever they see four such bytes.
                seed: 3
                network:
                  relays: { eu: { link: { latency: 10ms } } }
                  stun: [ eu ]
                  routers:
                    home: { nat: { preset: home-router, payload: rewritten }, link: { latency: 8ms } }
                    office: { nat: { preset: full-cone, payload: rewritten }, link: { latency: 12ms } }
                  hosts:
                    alice: { behind: home }
                    bob: { behind: office }
                endpoints:
                  alice: { strategy: STRATEGY }
                  bob: { strategy: STRATEGY }
                script:
                  - at: 0s
                    connect: { from: alice, to: bob }
                  - at: 10s
                    traffic: { from: alice, to: bob, every: 50ms, size: 500B, both-ways: true, until: 20s }
                expect:
                  - { throughout: 12s..20s, pair: [alice, bob], path: relay }
                  - { in-the-end: true, pair: [alice, bob], lost: 0 }
                """.replace("STRATEGY", strategy)), 3);

        assertTrue(run.passed(),
                () -> run.expectations().stream().map(ExpectationResult::happened).toList().toString());
    }
}
