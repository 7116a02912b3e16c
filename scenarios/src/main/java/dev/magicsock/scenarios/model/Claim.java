package dev.magicsock.scenarios.model;

import java.time.Duration;
import java.util.List;

/** What an {@link Expectation} claims about a pair. Figures count both directions together. */
public sealed interface Claim {

    /** The pair is on this kind of path. */
    record PathIs(PathKind path) implements Claim {
    }

    /** The pair is not on this kind of path. */
    record PathIsNot(PathKind path) implements Claim {
    }

    /**
     * No more datagrams were lost.
     *
     * @param except names of faults; datagrams sent while one of them lasted, or on their way when it began, do not
     *               count
     */
    record LostAtMost(Amount bound, List<String> except) implements Claim {
        public LostAtMost {
            except = List.copyOf(except);
        }
    }

    /** At least so many datagrams arrived, copies not counted. */
    record DeliveredAtLeast(Amount bound) implements Claim {
    }

    /** No more copies reached the application. */
    record DuplicatesAtMost(Amount bound) implements Claim {
    }

    /**
     * The longest time without an arriving datagram, while datagrams were being sent, was no longer.
     *
     * @param except names of faults; gaps do not count while one of them lasts
     */
    record GapAtMost(Duration bound, List<String> except) implements Claim {
        public GapAtMost {
            except = List.copyOf(except);
        }
    }

    /** From connecting to the first instant at which the pair was direct it took no longer. */
    record TimeToDirectAtMost(Duration bound) implements Claim {
    }

    /** From the first datagram sent to the first that arrived it took no longer. */
    record TimeToFirstByteAtMost(Duration bound) implements Claim {
    }

    /** No more bytes of the application's datagrams went through relays. */
    record RelayBytesAtMost(long bytes) implements Claim {
    }

    /** The smoothed round-trip time of the selected path, at either end, was no longer. */
    record RttAtMost(Duration bound) implements Claim {
    }

    /** At least so many bytes came back over real QUIC. */
    record QuicBytesAtLeast(long bytes) implements Claim {
    }

    /** While real QUIC connected or waited for something to come back, nothing did for no longer. */
    record QuicStallAtMost(Duration bound) implements Claim {
    }

    /** So many QUIC handshakes were completed. */
    record QuicHandshakes(int count) implements Claim {
    }

    /**
     * Everything that was to be done over real QUIC was, and each stream came back with the SHA-256 of what was sent.
     */
    record QuicIntact() implements Claim {
    }

    /** A number of datagrams, or a share of those that were sent. */
    sealed interface Amount {

        record Count(long datagrams) implements Amount {
            public Count {
                if (datagrams < 0) {
                    throw new IllegalArgumentException("a negative number of datagrams: " + datagrams);
                }
            }
        }

        /** A share in [0, 1]. */
        record Ratio(double ratio) implements Amount {
            public Ratio {
                if (!(ratio >= 0 && ratio <= 1)) {
                    throw new IllegalArgumentException("not a share: " + ratio);
                }
            }
        }
    }
}
