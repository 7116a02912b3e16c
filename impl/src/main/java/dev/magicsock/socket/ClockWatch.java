package dev.magicsock.socket;

import dev.magicsock.core.MagicSockEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Notices from the two clocks that the wall clock was set or that the host slept. Pure, not thread-safe.
 *
 * <p>Where the monotonic clock stands still in sleep, as on Linux, sleep looks like a wall clock that was set
 * forward; where it goes on, like a watch that was called far too late. Both count as sleep: taking one for the other
 * costs a round of probes, missing one costs connections.
 */
final class ClockWatch {

    /** A wall clock that moves by less than this is noise; punch packets tolerate 30 s. */
    private static final Duration WALL_TOLERANCE = Duration.ofMillis(100);

    /** Shorter naps end before a NAT forgets anything, and a busy machine is late by less. */
    private static final Duration SLEEP_MIN = Duration.ofSeconds(10);

    private final Runnable resumed;
    private Instant lastNow;
    private Duration offset;

    /** @param resumed run whenever the host has slept */
    ClockWatch(Runnable resumed) {
        this.resumed = resumed;
    }

    /**
     * Compares the clocks; to be called about once a second.
     *
     * @param now  the monotonic clock
     * @param wall the wall clock at the same moment
     * @return what the core has to be told, in order
     */
    List<MagicSockEvent> look(Instant wall, Instant now) {
        Duration measured = Duration.between(now, wall);
        Duration shift = offset == null ? null : measured.minus(offset);
        Duration elapsed = offset == null ? Duration.ZERO : Duration.between(lastNow, now);
        lastNow = now;
        List<MagicSockEvent> events = new ArrayList<>(2);
        if (shift == null || shift.abs().compareTo(WALL_TOLERANCE) > 0) {
            offset = measured;
            events.add(new MagicSockEvent.UnixTimeOffsetSet(measured));
        }
        Duration slept = shift != null && shift.compareTo(elapsed) > 0 ? shift : elapsed;
        if (slept.compareTo(SLEEP_MIN) >= 0) {
            events.add(new MagicSockEvent.Resumed(slept));
            resumed.run();
        }
        return events;
    }
}
