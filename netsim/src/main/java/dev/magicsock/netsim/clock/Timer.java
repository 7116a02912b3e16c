package dev.magicsock.netsim.clock;

/** A timer that can be set, moved and stopped as often as one likes, without allocating. */
public final class Timer extends Event {

    private final EventQueue queue;
    private final Alarm alarm;

    /** @param alarm what to do each time the timer runs out */
    public Timer(EventQueue queue, Alarm alarm) {
        this.queue = queue;
        this.alarm = alarm;
    }

    /**
     * Sets the timer, or moves it if it runs.
     *
     * @throws IllegalArgumentException if the time has passed
     */
    public void setAt(long timeNanos) {
        queue.schedule(this, timeNanos);
    }

    /** Stops the timer; does nothing if it does not run. */
    public void stop() {
        queue.cancel(this);
    }

    @Override
    protected void fire(long nowNanos) {
        alarm.ring(nowNanos);
    }

    /** What happens when a timer runs out. */
    @FunctionalInterface
    public interface Alarm {

        /** @param nowNanos the current virtual time */
        void ring(long nowNanos);
    }
}
