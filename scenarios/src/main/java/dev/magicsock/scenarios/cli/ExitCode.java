package dev.magicsock.scenarios.cli;

/** What the process says when it ends. An interrupt (Ctrl-C) mostly gives 130 without our doing. */
final class ExitCode {

    /** All expectations hold, or the command did what it was asked. */
    static final int OK = 0;
    /** Some expectations do not hold. */
    static final int FAILED = 1;
    /** Wrong usage, or an invalid scenario. */
    static final int INVALID = 2;
    /** The laboratory itself failed. */
    static final int INTERNAL = 3;
    /** Something outside that is needed is not there: a free port, a readable file, a relay that answers. */
    static final int UNAVAILABLE = 4;
    /** Somebody ended what would have gone on. */
    static final int INTERRUPTED = 130;

    private ExitCode() {
    }
}
