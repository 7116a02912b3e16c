/**
 * Virtual time: one queue of events ordered by (time, sequence number), and the timers that wait in it.
 *
 * <p>Time is {@code long} nanoseconds since the start of the run; the port to programs turns it into
 * {@link java.time.Instant}. This package owns order and nothing else: it refuses to know what an event does, and it
 * never reads a real clock.
 */
package dev.magicsock.netsim.clock;
