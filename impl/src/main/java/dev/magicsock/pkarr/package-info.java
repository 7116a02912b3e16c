/**
 * Discovery over a pkarr relay.
 *
 * <p>A shell: it has threads, clocks and, through {@code dial}, sockets. This package owns the two HTTP requests of a
 * pkarr relay (section 8 of the notes on path management for iroh 1.0) and the thread that publishes. What is published
 * and when, and what of it is believed, is decided in {@code discovery}. It refuses to own the DHT behind such relays
 * and lookups in the DNS.
 */
package dev.magicsock.pkarr;
