/**
 * Makes a failing scenario smaller while the same expectation keeps failing.
 *
 * <p>Owns which changes are tried and in which order: delta debugging over script steps, members of the network, keys
 * and durations of the file as plain data, each candidate judged by whether it is a scenario and still fails.
 * Deterministic: equal files and judges give equal results. Refuses to run scenarios itself, to look at clocks and to
 * touch files.
 */
package dev.magicsock.scenarios.shrink;
