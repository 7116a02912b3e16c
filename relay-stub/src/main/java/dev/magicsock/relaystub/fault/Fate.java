package dev.magicsock.relaystub.fault;

import java.time.Duration;

/** What becomes of a connection or a message. */
public sealed interface Fate {

    /** Nothing special. */
    Fate PASS = new Pass();

    /** Nothing special. */
    record Pass() implements Fate {
    }

    /** It is lost without a word. */
    record Drop() implements Fate {
    }

    /**
     * It goes on later, and what comes behind it no earlier: delays never change the order of a connection's messages.
     *
     * @param by not negative
     */
    record Delay(Duration by) implements Fate {
        public Delay {
            if (by.isNegative()) {
                throw new IllegalArgumentException("a delay of " + by);
            }
        }
    }

    /** The connection ends without a word. */
    record Close() implements Fate {
    }
}
