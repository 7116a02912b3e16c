/**
 * The checked model of a scenario: a network, its endpoints, a timeline and what must hold.
 *
 * <p>Immutable records that say what a scenario file means, with every name resolved and every unit converted. What is
 * {@code Optional} was left out in the file and keeps the default of the preset or of the simulator. NATs are
 * given as the simulator's own behaviour records, presets expanded, and strategies as those of the MagicSock. This
 * package owns the vocabulary; it refuses to know YAML, positions in files (beyond the line that a verdict points at)
 * and how a network is built. NAT words are those of RFC 4787, firewall words those of RFC 6092.
 */
package dev.magicsock.scenarios.model;
