/**
 * What a simulated network carries, as the packets of a capture.
 *
 * <p>Owns the translation of simulated packets into real headers (RFC 791, 8200, 768, 9293, 792, 4443) and the choice
 * of what a capture shows: each link has an interface at either end, so that a packet is seen on both sides of every
 * NAT. Refuses to influence the run, and to open files.
 */
package dev.magicsock.scenarios.capture;
