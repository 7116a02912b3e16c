package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.FanOut;
import dev.magicsock.netsim.trace.HashingSink;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.record.RunRecording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs scenarios on the simulated network. Stateless; each run has its own world, so runs may share the JVM. */
public final class SimulationRunner implements ScenarioRunner {

    /** How much virtual time passes between two reports of progress. */
    private static final Duration PROGRESS_STEP = Duration.ofMillis(100);

    @Override
    public RecordedRun run(RunRequest request, ProgressListener progress) {
        Scenario scenario = request.scenario();
        FanOut trace = new FanOut();
        Optional<HashingSink> hash = request.traceHash() ? Optional.of(new HashingSink()) : Optional.empty();
        hash.ifPresent(trace::connect);
        try (World world = new World(scenario, request.identity(), request.quic(), trace)) {
            RunRecording recording = world.recording();
            recording.tellEvents(progress::happened);
            trace.connect(recording.packetSink());
            world.watchedBy(request.watchers(), trace);
            Network network = world.network();
            Instant end = Instant.EPOCH.plus(scenario.duration());
            while (network.now().isBefore(end)) {
                Instant next = network.now().plus(PROGRESS_STEP);
                network.runUntil(next.isBefore(end) ? next : end);
                progress.reached(network.now());
            }
            network.noticeExpiredMappings();
            world.recordSchedules(end);
            return recording.finish(hash.map(HashingSink::hash), end);
        }
    }
}
