package dev.magicsock.natview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The external ports of mappings in the order in which they were made, and the rule behind them.
 *
 * <p>Other people's mappings come in between, so what is seen of a sequence are multiples of its step. Their greatest
 * common divisor is the step as soon as two of them have nothing else in common. Random ports look like a sequence only
 * if all that were seen happen to be close together: one pair in 250, two pairs in a row in some 60,000. Not
 * thread-safe.
 */
public final class PortSequence {

    /** Ports further apart than this are no neighbours: at most so many steps and strangers lie between two of ours. */
    static final int NEIGHBOURS_MAX = 128;

    /** More than half of all ports: a sequence that has come to the end of its range and begun again. */
    private static final int WRAP_MIN = 32_768;

    /** Older ones are forgotten; the rule shows in a few. */
    private static final int KEPT_MAX = 16;

    private final List<Made> made = new ArrayList<>();

    private record Made(int port, Instant at) {
    }

    /**
     * A new mapping got a port.
     *
     * @param at not earlier than the one before
     */
    public void add(int port, Instant at) {
        if (made.size() == KEPT_MAX) {
            made.removeFirst();
        }
        made.add(new Made(port, at));
    }

    /** What was seen before means nothing any more. */
    public void clear() {
        made.clear();
    }

    /** Whether two ports were seen at least, so that {@link #step} says something. */
    public boolean isTelling() {
        return made.size() > 1;
    }

    /** The distance from one port to the next one; empty if there is no rule, or too little was seen. */
    public Optional<Integer> step() {
        int step = 0;
        int wraps = 0;
        for (int i = 1; i < made.size(); i++) {
            int distance = distance(i);
            if (Math.abs(distance) >= WRAP_MIN) {
                wraps++;
            } else if (distance == 0 || Math.abs(distance) > NEIGHBOURS_MAX || (long) step * distance < 0) {
                return Optional.empty();
            } else {
                step = Integer.signum(distance) * gcd(Math.abs(step), Math.abs(distance));
            }
        }
        return step == 0 || wraps > 1 ? Optional.empty() : Optional.of(step);
    }

    private int distance(int i) {
        return made.get(i).port() - made.get(i - 1).port();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /**
     * How many mappings of others there were per second between ours; 0 if no rule is known. Time during which the
     * sequence began again does not count.
     */
    public double othersPerSecond() {
        Optional<Integer> step = step();
        if (step.isEmpty()) {
            return 0;
        }
        long others = 0;
        long nanos = 0;
        for (int i = 1; i < made.size(); i++) {
            if (Math.abs(distance(i)) < WRAP_MIN) {
                others += distance(i) / step.get() - 1;
                nanos += Duration.between(made.get(i - 1).at(), made.get(i).at()).toNanos();
            }
        }
        return nanos == 0 ? 0 : others * (double) Duration.ofSeconds(1).toNanos() / nanos;
    }

    /** From the latest port on; empty if there is no rule. */
    public Optional<PortPredictor> predictor() {
        return step().map(step ->
                new PortPredictor(made.getLast().port(), step, made.getLast().at(), othersPerSecond()));
    }
}
