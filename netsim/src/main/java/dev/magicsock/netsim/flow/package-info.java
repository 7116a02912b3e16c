/**
 * State that NATs and firewalls keep per flow: tables keyed by endpoints, and the expiry of what is in them.
 *
 * <p>Made for the packet path: a lookup is one probe sequence over flat arrays and allocates nothing, and a refresh is
 * one assignment. The package knows no policy: what a key means, how long an entry lives and what happens at a bound is
 * decided by its users, {@code nat} and {@code firewall}.
 */
package dev.magicsock.netsim.flow;
