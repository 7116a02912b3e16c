package dev.magicsock.scenarios.cli;

/** What the process says when it ends. An interrupt (Ctrl-C) gives 130 without our doing. */
final class ExitCode {

    /** All expectations hold, or the command did what it was asked. */
    static final int OK = 0;
    /** Some expectations do not hold. */
    static final int FAILED = 1;
    /** Wrong usage, or an invalid scenario. */
    static final int INVALID = 2;
    /** The laboratory itself failed. */
    static final int INTERNAL = 3;

    private ExitCode() {
    }
}
