package dev.magicsock.quicsim.schedule;

/** Hears which simulated thread ran when. */
@FunctionalInterface
public interface ScheduleSink {

    /** Hears nothing. */
    ScheduleSink NONE = (nanos, thread, name) -> { };

    /**
     * A thread runs on.
     *
     * @param nanos  virtual time
     * @param thread its id
     * @param name   what it is called
     */
    void runs(long nanos, int thread, String name);

    /** Both hear. */
    default ScheduleSink and(ScheduleSink other) {
        return (nanos, thread, name) -> {
            runs(nanos, thread, name);
            other.runs(nanos, thread, name);
        };
    }
}
