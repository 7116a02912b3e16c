package dev.magicsock.core;

import dev.magicsock.punch.PunchBudget;
import java.time.Instant;

/** What a strategy has spent of its budget on one remote. Not thread-safe. */
final class PunchAccount {

    private final PunchBudget budget;
    private Instant windowBegan;
    private int spent;

    PunchAccount(PunchBudget budget) {
        this.budget = budget;
    }

    /** How many datagrams may be sent before the window ends. */
    int left(Instant now) {
        boolean over = windowBegan == null || !now.isBefore(windowBegan.plus(budget.window()));
        return over ? budget.datagrams() : budget.datagrams() - spent;
    }

    /** A datagram is sent; there must be one left. */
    void charge(Instant now) {
        if (windowBegan == null || !now.isBefore(windowBegan.plus(budget.window()))) {
            windowBegan = now;
            spent = 0;
        }
        if (spent >= budget.datagrams()) {
            throw new IllegalStateException("charged beyond a budget of " + budget.datagrams());
        }
        spent++;
    }
}
