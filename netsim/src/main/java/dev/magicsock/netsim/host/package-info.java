/**
 * The port through which protocols run on a simulated host.
 *
 * <p>A {@link dev.magicsock.netsim.host.Program} is anything shaped <em>(event, now) to (actions, next deadline)</em>:
 * a MagicSock, a relay, a STUN server, a traffic generator or somebody else's sans-IO stack. This package owns that
 * contract and the host behind it (interfaces, sockets, clocks); it refuses to know any protocol above UDP and streams.
 */
package dev.magicsock.netsim.host;
