package dev.magicsock.netsim.link;

import java.time.Duration;

/** How much longer than its latency a link takes, drawn anew for each packet. */
public sealed interface Jitter {

    /** Always the same delay. */
    Jitter NONE = new None();

    /** Always the same delay. */
    record None() implements Jitter {
    }

    /**
     * Every delay from nothing to the maximum is equally likely.
     *
     * @param max not negative
     */
    record Uniform(Duration max) implements Jitter {
        public Uniform {
            Delays.check("maximum jitter", max);
        }
    }

    /**
     * Half of a normal distribution: mostly little, sometimes a multiple of the deviation.
     *
     * @param deviation standard deviation of the whole distribution; not negative
     */
    record HalfNormal(Duration deviation) implements Jitter {
        public HalfNormal {
            Delays.check("jitter deviation", deviation);
        }
    }

    /**
     * Exponential: no memory and a long tail, as queues of others cause it.
     *
     * @param mean not negative
     */
    record Exponential(Duration mean) implements Jitter {
        public Exponential {
            Delays.check("mean jitter", mean);
        }
    }
}
