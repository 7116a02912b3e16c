/**
 * The one small interface that hosts, routers, NATs and firewalls share, and what the simulator offers to all of them.
 *
 * <p>An {@link dev.magicsock.netsim.element.Element} gets a packet on one of its ports and passes it to an
 * {@link dev.magicsock.netsim.element.Outlet}, keeps it for a while, or drops it. An outlet is a link or directly the
 * next element, so elements compose: a NAT behind a NAT is two elements in a row. This package owns that contract, the
 * {@link dev.magicsock.netsim.element.ElementContext} (time, randomness, timers, trace, fate of packets) and the line
 * of packets that are under way; it refuses to know any particular element.
 */
package dev.magicsock.netsim.element;
