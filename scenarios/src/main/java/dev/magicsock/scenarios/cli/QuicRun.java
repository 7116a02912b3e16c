package dev.magicsock.scenarios.cli;

import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.scenarios.model.QuicVariant;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.QuicOptions;
import dev.magicsock.tls.KeyLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a run about real QUIC. */
final class QuicRun {

    @Option(names = "--quic", description = "send over real QUIC what the scenario sends as datagrams, and expect "
            + "that all comes back")
    private boolean overQuic;

    @Option(names = "--schedule", paramLabel = "KIND", converter = ScheduleWord.class,
            completionCandidates = ScheduleWord.All.class,
            description = "how the threads of real QUIC take turns: fifo (unless given), random, or pct")
    private SchedulerKind schedule = SchedulerKind.FIFO;

    @Option(names = "--schedule-log", paramLabel = "FILE",
            description = "write which thread of real QUIC ran when; 'magicsock divergence' compares two of these")
    private Path scheduleLog;

    private Optional<ScheduleFile> schedules = Optional.empty();

    /** The scenario to run; empty if it has no such variant, which {@code err} then says. */
    Optional<Scenario> applyTo(Scenario scenario, String file, PrintStream err) {
        if (!overQuic) {
            return Optional.of(scenario);
        }
        return switch (QuicVariant.of(scenario)) {
            case QuicVariant.Possible(Scenario variant) -> Optional.of(variant);
            case QuicVariant.Senseless(String reason) -> {
                err.println(file + ": --quic makes no sense: " + reason);
                yield Optional.empty();
            }
        };
    }

    /** What others must be told to run the same. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (overQuic) {
            options.add("--quic");
        }
        if (schedule != SchedulerKind.FIFO) {
            options.addAll(List.of("--schedule", ScheduleWord.of(schedule)));
        }
        return options;
    }

    /** Whether anything is written that is about one run. */
    boolean leavesFiles() {
        return scheduleLog != null;
    }

    /** Opens what is written during the run; false where that is impossible, which {@code err} then says. */
    boolean open(PrintStream err) {
        try {
            schedules = scheduleLog == null ? Optional.empty() : Optional.of(ScheduleFile.open(scheduleLog));
            return true;
        } catch (IOException e) {
            err.println("magicsock: " + WriteFailure.words(scheduleLog, e));
            return false;
        }
    }

    /** For one run that leaves what was asked for. */
    QuicOptions ofOneRun(KeyLog secrets) {
        return new QuicOptions(schedule, secrets,
                schedules.<QuicOptions.Schedules>map(file -> file::of).orElse(QuicOptions.Schedules.NONE));
    }

    /** For one of many runs. */
    QuicOptions ofOneOfMany() {
        return new QuicOptions(schedule, KeyLog.NONE);
    }

    /** Closes what is written; false where that is impossible, which {@code err} then says. */
    boolean close(PrintStream err) {
        try {
            if (schedules.isPresent()) {
                schedules.get().close();
            }
            return true;
        } catch (IOException e) {
            err.println("magicsock: " + WriteFailure.words(scheduleLog, e));
            return false;
        }
    }
}
