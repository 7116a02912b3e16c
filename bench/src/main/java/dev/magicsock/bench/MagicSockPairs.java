package dev.magicsock.bench;

import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The same as {@link PeerPairs} with real MagicSocks: each peer behind a NAT of its own, one relay and STUN server for
 * all, a datagram each way every 5 s; with everything that keeps a MagicSock alive, and with the record of the run.
 */
public final class MagicSockPairs {

    private static final int SEED = 1;

    private final Scenario scenario;

    /** @param duration virtual time of one run */
    public MagicSockPairs(int pairs, Duration duration) {
        this.scenario = switch (ScenarioReader.read(yaml(pairs, duration).getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Valid valid -> valid.scenario();
            case ReadResult.Invalid invalid -> throw new IllegalStateException(invalid.toString());
        };
    }

    private static String yaml(int pairs, Duration duration) {
        StringBuilder routers = new StringBuilder();
        StringBuilder hosts = new StringBuilder();
        StringBuilder endpoints = new StringBuilder();
        StringBuilder script = new StringBuilder();
        for (int pair = 0; pair < pairs; pair++) {
            for (String side : new String[] {"a" + pair, "b" + pair}) {
                routers.append("    n-%s: { nat: home-router, link: { latency: 10ms } }%n".formatted(side));
                hosts.append("    %s: { behind: n-%s }%n".formatted(side, side));
                endpoints.append("  %s: {}%n".formatted(side));
            }
            script.append("  - { at: 0s, connect: { from: a%d, to: b%d } }%n".formatted(pair, pair));
            script.append(("  - { at: 1s, traffic: { from: a%d, to: b%d, every: 5s, size: 100B, both-ways: true,"
                    + " until: %ds } }%n").formatted(pair, pair, duration.toSeconds()));
        }
        return "name: magicsock-pairs%nseed: %d%nduration: %ds%n".formatted(SEED, duration.toSeconds())
                + "network:%n  relays: { eu: { link: { latency: 5ms } } }%n  stun: [ eu ]%n".formatted()
                + "  routers:%n%s  hosts:%n%s".formatted(routers, hosts)
                + "endpoints:%n%sscript:%n%s".formatted(endpoints, script)
                + "expect:%n  - { in-the-end: true, pair: [a0, b0], path: direct }%n".formatted();
    }

    /** Runs once; returns how many datagrams arrived. */
    public long run() {
        RunIdentity identity = new RunIdentity(scenario.name(), "", "magicsock-pairs", new Seed(SEED), "bench", "bench",
                Determinism.EXACT);
        RecordedRun run = new SimulationRunner().run(new RunRequest(scenario, identity, false), ProgressListener.NONE);
        if (!run.passed()) {
            throw new IllegalStateException("not direct: " + run.expectations());
        }
        return run.pairs().stream().mapToLong(MagicSockPairs::delivered).sum();
    }

    private static long delivered(PairRecord pair) {
        return pair.aToB().traffic().delivered() + pair.bToA().traffic().delivered();
    }
}
