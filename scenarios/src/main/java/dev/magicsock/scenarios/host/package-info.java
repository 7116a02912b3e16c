/**
 * The simulated shell: puts a MagicSock, a relay or a STUN server onto a simulated host.
 *
 * <p>Owns the translation between the sans-IO cores of {@code impl} and {@code relay-stub} on one side and the
 * {@link dev.magicsock.netsim.host.Program} port on the other, with WebSocket framing (RFC 6455) over simulated streams
 * in between. Refuses every protocol decision: what a core does here it does on real sockets as well.
 */
package dev.magicsock.scenarios.host;
