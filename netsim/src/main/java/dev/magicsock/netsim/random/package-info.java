/**
 * Randomness as an argument: one root seed, forked by component <em>name</em>.
 *
 * <p>Owns the generator, its one algorithm and the derivation of child seeds. Adding a component to a network leaves
 * the draws of all others unchanged, because a child depends on the root seed and its own name alone. Refuses ambient
 * sources: nothing here knows the time or the machine.
 */
package dev.magicsock.netsim.random;
