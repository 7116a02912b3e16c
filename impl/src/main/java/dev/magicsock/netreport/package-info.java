/**
 * What an endpoint finds out about the network that it is in: how far away its relays are, whether a captive portal is
 * in the way, and what STUN servers see.
 *
 * <p>This package owns when relays are probed over HTTP and when a report is complete, the requests of these probes and
 * how their answers are judged. It refuses to own connections and STUN transactions, and it does not choose a relay.
 * Sections cited are those of the notes on path management (7, the net report) and on the relay protocol (2) of iroh
 * 1.0; the captive-portal check is a request whose answer only the relay can know.
 */
package dev.magicsock.netreport;
