package dev.magicsock.quicsim.process;

/**
 * An endpoint's application over QUIC: the woven code's face to code that is not woven. Every method is called on a
 * simulated thread and may wait there.
 */
public interface QuicApplication {

    /** Starts its server. */
    void start(QuicEnvironment environment);

    /** Does a job, and returns when it is done or given up. */
    void perform(QuicJob job);
}
