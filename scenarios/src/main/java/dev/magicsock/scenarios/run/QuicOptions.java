package dev.magicsock.scenarios.run;

import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.tls.KeyLog;
import java.util.Objects;

/**
 * How real QUIC is run, where a scenario has any.
 *
 * @param schedule  how its threads take turns
 * @param keyLog    takes the secrets of its connections
 * @param schedules hears which thread ran when
 */
public record QuicOptions(SchedulerKind schedule, KeyLog keyLog, Schedules schedules) {

    /** Threads take turns in order, and secrets stay secret. */
    public static final QuicOptions STANDARD = new QuicOptions(SchedulerKind.FIFO, KeyLog.NONE);

    /** Makes what hears the threads of each endpoint. */
    @FunctionalInterface
    public interface Schedules {

        /** Nobody hears any. */
        Schedules NONE = _ -> ScheduleSink.NONE;

        /** What hears the threads of an endpoint. */
        ScheduleSink of(String endpoint);
    }

    public QuicOptions {
        Objects.requireNonNull(schedule);
        Objects.requireNonNull(keyLog);
        Objects.requireNonNull(schedules);
    }

    /** Options of runs whose schedules nobody hears. */
    public QuicOptions(SchedulerKind schedule, KeyLog keyLog) {
        this(schedule, keyLog, Schedules.NONE);
    }
}
