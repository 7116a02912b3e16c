package dev.magicsock.scenarios.run;

import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.tls.KeyLog;
import java.util.Objects;

/**
 * How real QUIC is run, where a scenario has any.
 *
 * @param schedule how its threads take turns
 * @param keyLog   takes the secrets of its connections
 */
public record QuicOptions(SchedulerKind schedule, KeyLog keyLog) {

    /** Threads take turns in order, and secrets stay secret. */
    public static final QuicOptions STANDARD = new QuicOptions(SchedulerKind.FIFO, KeyLog.NONE);

    public QuicOptions {
        Objects.requireNonNull(schedule);
        Objects.requireNonNull(keyLog);
    }
}
