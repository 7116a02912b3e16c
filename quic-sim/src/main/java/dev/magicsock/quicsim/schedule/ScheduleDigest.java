package dev.magicsock.quicsim.schedule;

/**
 * A short fingerprint of a whole schedule: equal schedules have equal digests, and different ones do not by accident.
 * It is not meant to withstand anybody's intent.
 */
public final class ScheduleDigest implements ScheduleSink {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private long high = 1;
    private long low = 2;
    private long count;

    @Override
    public void runs(long nanos, int thread, String name) {
        mix(nanos);
        mix(thread);
        count++;
    }

    /** Mixes in whatever else two runs must agree on. */
    public void mix(long value) {
        low = Long.rotateLeft((low ^ value) * MULTIPLIER, 29);
        high = Long.rotateLeft(high + low, 17) * MULTIPLIER;
    }

    /** How often a thread ran on. */
    public long count() {
        return count;
    }

    /** 32 hexadecimal digits. */
    public String hex() {
        return "%016x%016x".formatted(high, low);
    }
}
