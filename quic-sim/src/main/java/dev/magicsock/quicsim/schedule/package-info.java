/**
 * Which simulated thread runs next: strategies, and what remains of their decisions.
 *
 * <p>Owns the order of threads (first come first served, random, probabilistic concurrency testing) and the fingerprint
 * and the log of schedules, with which two runs are compared. Refuses to know what threads do.
 */
package dev.magicsock.quicsim.schedule;
