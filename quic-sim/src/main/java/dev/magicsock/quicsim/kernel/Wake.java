package dev.magicsock.quicsim.kernel;

/** Why a task that waited goes on. */
public enum Wake {
    /** What it waited for has come, or may have. */
    SIGNALLED,
    /** Its time ran out. */
    TIMED_OUT,
    /** It was interrupted; the flag is still set. */
    INTERRUPTED
}
