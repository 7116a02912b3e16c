package dev.magicsock.quicsim.process;

import dev.magicsock.trace.QuicTraces;
import java.time.Instant;

/** Looks into the QUIC of a process. Called on simulated threads; must not wait. */
public interface QuicTap {

    /** Sees nothing. */
    QuicTap NONE = new QuicTap() {

        @Override
        public QuicTraces traces() {
            return QuicTraces.NONE;
        }

        @Override
        public void taken(long delivery, Instant at) {
        }
    };

    /** Who is told of connections. */
    QuicTraces traces();

    /**
     * QUIC took a datagram from its socket.
     *
     * @param delivery which one, counted from 1 over all that were delivered to the process
     * @param at       by the clock of the process
     */
    void taken(long delivery, Instant at);
}
