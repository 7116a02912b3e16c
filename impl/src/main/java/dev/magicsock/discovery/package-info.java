/**
 * How endpoints are found by their identity: what is published about one, how it is written down, and the pkarr packet
 * that proves who wrote it.
 *
 * <p>This package owns {@link dev.magicsock.discovery.Discovery}, the port that an endpoint publishes and resolves
 * through, the TXT attributes of an endpoint, the DNS message that carries them (RFC 1035 sections 3.3.14 and 4.1, no
 * other kinds of records), pkarr's signed packet (its signed bytes are those of BEP 44) and when a publisher acts. It
 * refuses to own HTTP, sockets, threads and clocks, and ordinary DNS lookups. Sections cited without the name of a
 * document are those of the notes on path management for iroh 1.0.
 */
package dev.magicsock.discovery;
