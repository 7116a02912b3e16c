package dev.magicsock.quicsim.kernel;

/** Thrown out of whatever a task waits for when its kernel is closed, so that its stack unwinds. Not to be caught. */
public final class SimulationEnded extends Error {

    private static final long serialVersionUID = 1L;

    SimulationEnded() {
        super("the simulation has ended", null, false, false);
    }
}
