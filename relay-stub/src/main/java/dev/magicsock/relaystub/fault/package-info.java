/**
 * Faults of a relay as data, and what they do to connections and messages.
 *
 * <p>This package owns the decision what becomes of each connection and message while faults are at work. It is pure:
 * randomness is an argument, and whoever moves the bytes (sockets, or a simulated host) does what was decided. It
 * refuses to own the relay's own rules, and the moments at which faults begin and end.
 */
package dev.magicsock.relaystub.fault;
