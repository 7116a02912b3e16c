/**
 * The relay and STUN servers on real sockets: what {@code server}, {@code http} and {@code stun} decide, done.
 *
 * <p>This package owns listeners, TLS, the WebSocket frames of RFC 6455 (single binary frames towards clients, masked
 * frames from them), the clock, one thread, the log and the Prometheus metrics, and carries out what {@code fault}
 * decides. It refuses to own any rule of the relay protocol: whom to admit, where a datagram goes and when a connection
 * has to end is decided in {@code server}, what an HTTP request is answered in {@code http}.
 *
 * <p>One event loop carries everything: all sockets, all timers and the relay core, which therefore needs no lock. A
 * relay does little per datagram; the alternative, several loops, pays a hand-over between threads for each one.
 */
package dev.magicsock.relaystub.net;
