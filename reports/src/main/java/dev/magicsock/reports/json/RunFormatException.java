package dev.magicsock.reports.json;

import java.io.IOException;

/** The input is not a recorded run that this version can read; the message says where and why. */
public final class RunFormatException extends IOException {

    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    RunFormatException(int line, int column, String problem) {
        super("line " + line + ", column " + column + ": " + problem);
        this.line = line;
        this.column = column;
    }

    /** Line of the problem, from 1. */
    public int line() {
        return line;
    }

    /** Column of the problem, from 1. */
    public int column() {
        return column;
    }
}
