package dev.magicsock.relaystub.fault;

import java.time.Duration;
import java.util.Objects;

/** What can be wrong with a relay for a while. */
public sealed interface RelayFault {

    /** Messages take longer, in their order. Several delays add up. */
    record Delay(Clients clients, Direction direction, Duration by) implements RelayFault {
        public Delay {
            Objects.requireNonNull(clients);
            Objects.requireNonNull(direction);
            if (!by.isPositive()) {
                throw new IllegalArgumentException("a delay of " + by);
            }
        }
    }

    /**
     * Frames with datagrams are lost; pings and all else pass.
     *
     * @param ratio in (0, 1]: how many of them
     */
    record Drop(Clients clients, Direction direction, double ratio) implements RelayFault {
        public Drop {
            Objects.requireNonNull(clients);
            Objects.requireNonNull(direction);
            if (!(ratio > 0 && ratio <= 1)) {
                throw new IllegalArgumentException("a ratio of " + ratio);
            }
        }
    }

    /** All messages are lost; the connections stay open until somebody's patience ends. */
    record Silence(Clients clients, Direction direction) implements RelayFault {
        public Silence {
            Objects.requireNonNull(clients);
            Objects.requireNonNull(direction);
        }
    }

    /** New connections are accepted and never read from; the open ones go on. */
    record HalfOpen() implements RelayFault {
    }

    /** These clients are turned away when they prove who they are; their open connections go on. */
    record Deny(Clients clients) implements RelayFault {
        public Deny {
            Objects.requireNonNull(clients);
        }
    }
}
