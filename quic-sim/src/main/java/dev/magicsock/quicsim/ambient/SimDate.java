package dev.magicsock.quicsim.ambient;

import java.util.Date;

/** What a {@link Date} is in woven code: the original, at virtual time. */
public final class SimDate extends Date {

    private static final long serialVersionUID = 1L;

    public SimDate() {
        super(SimTime.now().toEpochMilli());
    }

    public SimDate(long millis) {
        super(millis);
    }
}
