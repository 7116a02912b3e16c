package dev.magicsock.quicsim.kernel;

import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.Scheduler;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a kernel is made of.
 *
 * @param name      of the simulated process, for reports
 * @param scheduler decides who runs
 * @param carrier   what threads really are
 * @param random    a generator for each name, the same for the same name
 * @param schedule  hears who runs
 */
public record KernelOptions(String name, Scheduler scheduler, Carrier carrier,
                            Function<String, RandomGenerator> random, ScheduleSink schedule) {

    public KernelOptions {
        Objects.requireNonNull(name);
        Objects.requireNonNull(scheduler);
        Objects.requireNonNull(carrier);
        Objects.requireNonNull(random);
        Objects.requireNonNull(schedule);
    }
}
