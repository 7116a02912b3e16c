/**
 * What {@code java.util.concurrent}, {@code Thread} and monitors become in woven code.
 *
 * <p>Owns re-implementations on top of the simulated kernel with the semantics of the originals (interrupts, time
 * limits, shutdown; JLS chapter 17 for monitors); the same test cases run against both. Only what woven code uses is
 * there: the weaver's audit names what is missing. Refuses everything that does not wait and keeps no order by
 * identity, which is used as it is: atomics, sorted maps, linked queues.
 */
package dev.magicsock.quicsim.concurrent;
