/**
 * Faults as data: what may go wrong in a network, named by the parts that it happens to.
 *
 * <p>Owns the list of faults and nothing else. The network applies them; scenarios write them down.
 */
package dev.magicsock.netsim.fault;
