/**
 * Paths to a remote endpoint: what they are, what is known about each, and which one is chosen.
 *
 * <p>Owns path names and states, round-trip estimation (RFC 6298 section 2), the book of a remote's addresses and the
 * pluggable {@link dev.magicsock.path.PathSelector}. Refuses to own any packet format, any timer and any sending: it
 * answers what is due and what is known, and {@code core} acts on it.
 */
package dev.magicsock.path;
