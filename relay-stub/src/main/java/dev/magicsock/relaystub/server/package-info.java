/**
 * The relay as a state machine: who is connected, which datagram goes where, what is dropped and who is sent away.
 *
 * <p>This package owns authentication, access control, routing, duplicate connections, keepalive, queues, rate limits
 * and bounds of a relay for the iroh relay protocol (relay protocol sections 5 and 9 to 12; no RFC describes it). It
 * refuses to own transports: {@link dev.magicsock.relaystub.server.RelayServerCore} is given whole WebSocket messages
 * and hands out whole messages, over real sockets and simulated streams alike. Which connections may wait to prove
 * their key is decided by {@link dev.magicsock.relaystub.server.HalfOpenTable} for whoever accepts them.
 */
package dev.magicsock.relaystub.server;
