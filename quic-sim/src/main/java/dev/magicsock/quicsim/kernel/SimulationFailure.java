package dev.magicsock.quicsim.kernel;

/** The simulation itself cannot go on. The message says why, and where every task stood. */
public final class SimulationFailure extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** A task waited in code that is not woven, so in real time. */
        UNWOVEN_BLOCKING,
        /** Tasks wait for each other in a circle, or everybody waits and nothing will ever happen. */
        DEADLOCK,
        /** Tasks go on and on without virtual time moving. */
        LIVELOCK
    }

    private final Kind kind;

    SimulationFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
