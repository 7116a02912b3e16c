package dev.magicsock.scenarios.cli;

import dev.magicsock.punch.PunchActions;
import dev.magicsock.punch.PunchBudget;
import dev.magicsock.punch.PunchEvent;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.PunchView;
import dev.magicsock.punch.Puncher;
import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A strategy that somebody else has written: what it does wrong ends the run with its name instead of ours.
 *
 * @param name             as it said when it was loaded
 * @param usesDirectPaths  likewise
 * @param limitsHops       likewise
 * @param budget           likewise
 * @param own              the strategy
 */
record GuardedStrategy(String name, boolean usesDirectPaths, boolean limitsHops, PunchBudget budget, PunchStrategy own)
        implements PunchStrategy {

    /** A deadline that has passed already, so often in a row, keeps virtual time from going on. */
    private static final int PASSED_DEADLINES_MAX = 100;

    /** Causes of causes that are told. */
    private static final int CAUSES_MAX = 4;

    /** A strategy broke the contract of {@link Puncher}; the message says which and how. */
    static final class StrategyFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StrategyFailure(String name, String reason) {
            super("the strategy " + name + " failed: " + reason);
        }
    }

    /** Asks everything that must not change. */
    static GuardedStrategy of(PunchStrategy own) {
        PunchBudget budget = own.budget();
        if (budget == null) {
            throw new IllegalArgumentException("the strategy '" + own.name() + "' has no budget");
        }
        return new GuardedStrategy(own.name(), own.usesDirectPaths(), own.limitsHops(), budget, own);
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        Puncher puncher = guard(() -> own.forRemote(random));
        if (puncher == null) {
            throw new StrategyFailure(name, "it gives no puncher");
        }
        return new GuardedPuncher(puncher);
    }

    private <T> T guard(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            StrategyFailure failure = new StrategyFailure(name, causes(e));
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        }
    }

    /** What went wrong, and what caused it, in one line. */
    static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        Throwable cause = failure.getCause();
        for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
            text.append("; because of ").append(cause);
            cause = cause.getCause();
        }
        return text.toString();
    }

    private final class GuardedPuncher implements Puncher {

        private final Puncher puncher;
        private int passedDeadlines;

        GuardedPuncher(Puncher puncher) {
            this.puncher = puncher;
        }

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            guard(() -> {
                puncher.handle(event, view, actions, now);
                return null;
            });
            boolean passed = nextDeadline().filter(next -> !next.at().isAfter(now)).isPresent();
            passedDeadlines = passed ? passedDeadlines + 1 : 0;
            if (passedDeadlines > PASSED_DEADLINES_MAX) {
                throw new StrategyFailure(name, "its next deadline has always passed already");
            }
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            Optional<Deadline> next = guard(puncher::nextDeadline);
            if (next == null) {
                throw new StrategyFailure(name, "its next deadline is null");
            }
            return next;
        }
    }
}
