/**
 * The threads of a simulated process on a virtual clock: one runs at a time, and the schedule follows from a seed.
 *
 * <p>Owns tasks, their waiting, timers, monitors (JLS chapter 17) and the ways in which a simulation can fail: blocking
 * in code that is not woven, deadlock, livelock, a spin in real time. It refuses to know {@code java.util.concurrent},
 * which is built on it elsewhere, and where time comes from.
 */
package dev.magicsock.quicsim.kernel;
