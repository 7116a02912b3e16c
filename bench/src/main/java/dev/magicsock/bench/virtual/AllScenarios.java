package dev.magicsock.bench.virtual;

import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.scenarios.bundled.BundledScenarios;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.QuicVariant;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long it takes to run all bundled scenarios with real QUIC, those that have it and the variants of those that have
 * not, with many seeds each: in as many processes as there are processors, each with a part of the seeds.
 */
public final class AllScenarios {

    private static final String PART = "part";

    private AllScenarios() {
    }

    /**
     * @param arguments how many seeds; or, of a process that has been started, "part", the first one and the last one
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals(PART)) {
            run(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
            return;
        }
        int seeds = Integer.parseInt(arguments[0]);
        int processes = Math.min(seeds, Runtime.getRuntime().availableProcessors());
        long began = System.nanoTime();
        List<Process> parts = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            parts.add(start(1 + (long) seeds * i / processes, (long) seeds * (i + 1) / processes));
        }
        boolean passed = true;
        for (Process part : parts) {
            passed &= part.waitFor() == 0;
        }
        System.out.printf("%d scenarios, %d seeds each, %d processes: %.1f min, %s%n", scenarios().size(), seeds,
                processes, (System.nanoTime() - began) / 60e9, passed ? "all pass" : "not all pass");
    }

    private static Process start(long first, long last) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AllScenarios.class.getName(), PART,
                String.valueOf(first), String.valueOf(last)));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static void run(long first, long last) {
        int failed = 0;
        for (Scenario scenario : scenarios()) {
            long began = System.nanoTime();
            for (long seed = first; seed <= last; seed++) {
                if (!run(scenario, seed).passed()) {
                    failed++;
                    System.out.println(scenario.name() + " fails with seed " + seed);
                }
            }
            System.out.printf("%-36s %.2f s/run%n", scenario.name(),
                    (System.nanoTime() - began) / 1e9 / (last - first + 1));
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static RecordedRun run(Scenario scenario, long seed) {
        RunIdentity identity = new RunIdentity(scenario.name(), scenario.about(), scenario.name(), new Seed(seed),
                "benchmark", "./run-scenario " + scenario.name() + " --seed " + seed,
                Determinism.EXACT_FOR_THESE_VERSIONS);
        return new SimulationRunner().run(new RunRequest(scenario, identity, false), ProgressListener.NONE);
    }

    private static List<Scenario> scenarios() {
        return BundledScenarios.names().stream().map(AllScenarios::overQuic).flatMap(Optional::stream).toList();
    }

    private static Optional<Scenario> overQuic(String name) {
        if (!(ScenarioReader.read(BundledScenarios.bytes(name)) instanceof ReadResult.Valid(Scenario scenario))) {
            throw new IllegalStateException("the bundled scenario " + name + " is invalid");
        }
        if (scenario.usesQuic()) {
            return Optional.of(scenario);
        }
        return QuicVariant.of(scenario) instanceof QuicVariant.Possible(Scenario variant) ? Optional.of(variant)
                : Optional.empty();
    }
}
