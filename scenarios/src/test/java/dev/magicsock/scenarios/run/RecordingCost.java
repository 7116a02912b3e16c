package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.FanOut;
import dev.magicsock.reports.html.HtmlReport;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.support.Runs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures what it costs that the packets of a run are watched, and how long its page takes: ten pairs of MagicSocks
 * behind NATs with a rate limit each, ten datagrams per second each way. A program, because times are no test.
 *
 * <pre>
 * mvn -q -DskipTests package
 * java -cp 'scenarios/target/test-classes:scenarios/target/classes:scenarios/target/lib/*' \
 *     dev.magicsock.scenarios.run.RecordingCost 60 15
 * java -cp ... dev.magicsock.scenarios.run.RecordingCost 3600 1
 * </pre>
 * The numbers are seconds of virtual time and rounds; an hour has more than a million packets.
 */
final class RecordingCost {

    private static final int PAIRS = 10;

    private final Scenario scenario;

    private RecordingCost(Duration duration) {
        scenario = switch (ScenarioReader.read(yaml(duration).getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Valid valid -> valid.scenario();
            case ReadResult.Invalid invalid -> throw new IllegalStateException(invalid.toString());
        };
    }

    public static void main(String[] arguments) {
        RecordingCost cost = new RecordingCost(Duration.ofSeconds(Long.parseLong(arguments[0])));
        int rounds = Integer.parseInt(arguments[1]);
        List<Long> unwatched = new ArrayList<>();
        List<Long> watched = new ArrayList<>();
        // In turn, so that a machine that gets slower or faster meanwhile does so for both.
        for (int round = 0; round < rounds; round++) {
            unwatched.add(cost.run(false));
            watched.add(cost.run(true));
        }
        System.out.println("unwatched " + median(unwatched) + " ms, watched " + median(watched) + " ms, medians of "
                + rounds + " rounds, the first third left out");
        cost.render();
    }

    private static long median(List<Long> millis) {
        List<Long> warm = millis.subList(millis.size() / 3, millis.size()).stream().sorted().toList();
        return warm.get(warm.size() / 2);
    }

    private long run(boolean watched) {
        FanOut trace = new FanOut();
        World world = new World(scenario, Runs.identity(scenario, scenario.seed()), QuicOptions.STANDARD, trace);
        if (watched) {
            trace.connect(world.recording().packetSink());
        }
        Network network = world.network();
        Instant end = Instant.EPOCH.plus(scenario.duration());
        long began = System.nanoTime();
        network.runUntil(end);
        network.noticeExpiredMappings();
        world.recording().finish(Optional.empty(), end);
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private void render() {
        RecordedRun run = Runs.seeded(scenario, scenario.seed());
        long began = System.nanoTime();
        int characters = HtmlReport.render(run).length();
        System.out.println("page of " + run.packets().sent() + " packets: " + characters / 1_000 + " kB in "
                + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
    }

    private static String yaml(Duration duration) {
        StringBuilder routers = new StringBuilder();
        StringBuilder hosts = new StringBuilder();
        StringBuilder endpoints = new StringBuilder();
        StringBuilder script = new StringBuilder();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (String end : List.of("a" + pair, "b" + pair)) {
                routers.append("    n-%s: { nat: home-router, link: { latency: 10ms, loss: 0.5%%, rate: 2Mbit/s } }%n"
                        .formatted(end));
                hosts.append("    %s: { behind: n-%s }%n".formatted(end, end));
                endpoints.append("  %s: {}%n".formatted(end));
            }
            script.append("  - { at: 0s, connect: { from: a%d, to: b%d } }%n".formatted(pair, pair));
            script.append(("  - { at: 1s, traffic: { from: a%d, to: b%d, every: 100ms, size: 400B, both-ways: true,"
                    + " until: %ds } }%n").formatted(pair, pair, duration.toSeconds()));
        }
        return "name: recording-cost%nseed: 3%nduration: %ds%n".formatted(duration.toSeconds())
                + "network:%n  relays: { eu: { link: { latency: 5ms } } }%n  stun: [ eu ]%n".formatted()
                + "  routers:%n%s  hosts:%n%sendpoints:%n%sscript:%n%s".formatted(routers, hosts, endpoints, script)
                + "expect:%n  - { in-the-end: true, pair: [a0, b0], path: direct }%n".formatted();
    }
}
