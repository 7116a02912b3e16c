package dev.magicsock.relaystub.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * One direction of one connection while faults may be at work: keeps what is delayed, first in first out, and with it
 * what comes behind. Bounded; what finds it full is lost. Pure, not thread-safe.
 */
public final class Gate {

    /** Several times as many as a relay would keep for a client by itself. */
    private static final int MAX_WAITING = 4096;

    /** Starts without room, as hardly any connection of a relay ever needs some. */
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(0);

    private record Waiting(Instant at, Runnable pass) {
    }

    /** What the caller has to do with a message. */
    public enum Verdict {
        /** It passes now. */
        PASS,
        /** Nothing: it passes later, by {@link #release}. */
        LATER,
        /** Forget it. */
        LOST,
        /** Forget it and end the connection. */
        CLOSE
    }

    /** @param pass lets the message pass, if that is to be later */
    public Verdict admit(Fate fate, Runnable pass, Instant now) {
        return switch (fate) {
            case Fate.Pass _ -> waiting.isEmpty() ? Verdict.PASS : later(Duration.ZERO, pass, now);
            case Fate.Delay(Duration by) -> later(by, pass, now);
            case Fate.Drop _ -> Verdict.LOST;
            case Fate.Close _ -> Verdict.CLOSE;
        };
    }

    private Verdict later(Duration by, Runnable pass, Instant now) {
        if (waiting.size() >= MAX_WAITING) {
            return Verdict.LOST;
        }
        Instant at = now.plus(by);
        Instant last = waiting.isEmpty() ? at : waiting.getLast().at;
        waiting.add(new Waiting(at.isBefore(last) ? last : at, pass));
        return Verdict.LATER;
    }

    /** Lets pass what is due. */
    public void release(Instant now) {
        while (!waiting.isEmpty() && !waiting.getFirst().at.isAfter(now)) {
            waiting.remove().pass.run();
        }
    }

    /** When {@link #release} has something to do next. */
    public Optional<Instant> nextRelease() {
        return Optional.ofNullable(waiting.peekFirst()).map(Waiting::at);
    }
}
