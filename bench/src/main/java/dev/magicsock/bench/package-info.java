/**
 * Measures how fast the laboratory is, always beside the limit that the machine sets.
 *
 * <p>Owns the benchmarks and the bare loop that they are compared with. Refuses to be depended on: nothing ships from
 * here.
 */
package dev.magicsock.bench;
