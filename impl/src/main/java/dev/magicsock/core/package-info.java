/**
 * The MagicSock: one UDP-like socket that reaches each remote endpoint over the best path there is.
 *
 * <p>{@link dev.magicsock.core.MagicSockCore} is a state machine: events and the time go in, commands come out, the
 * next deadline is asked for. Owns remotes, their paths, probing, hole punching, own addresses and relay use. Refuses
 * to own sockets, threads, clocks and name resolution (shells do), packet formats ({@code probe}, {@code punch}, {@code
 * stun}, {@code relay}) and QUIC, whose packets it carries without looking into them.
 *
 * <p>Sources: RFC 8445 for the idea of checks between candidates, RFC 8489 for STUN, RFC 4787 section 4.3 for the
 * lifetimes that heartbeats must beat, RFC 8899 section 3 for proving a path with packets of the size that it shall
 * carry.
 */
package dev.magicsock.core;
