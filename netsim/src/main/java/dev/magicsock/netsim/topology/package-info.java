/**
 * Builds networks and runs them: the entry to the simulator.
 *
 * <p>A network is a tree of routers below the router {@code internet}, with hosts attached anywhere. Owns names,
 * addresses and wiring, the run itself, and the application of faults. Refuses to know what programs, NATs or sinks
 * do: they are handed in.
 *
 * <p>Addresses come from blocks that nobody routes: public IPv4 from 198.18.0.0/15 (RFC 2544), public IPv6 from
 * 2001:db8::/32 (RFC 3849), the insides of NATs from 10.0.0.0/8 (RFC 1918), unless the builder says otherwise.
 */
package dev.magicsock.netsim.topology;
