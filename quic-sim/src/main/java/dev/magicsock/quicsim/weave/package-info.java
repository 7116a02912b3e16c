/**
 * Weaving at build time: classes of kwik, agent15 and our own become ordinary class files that live in virtual time.
 *
 * <p>Owns the rules ({@code weaving.rules}), the replacement of types, creations, calls and monitors (JVMS chapter 4
 * and 6), and the audit that refuses whatever no rule allows. Refuses to change a class that is in production use:
 * woven ones have other names.
 */
package dev.magicsock.quicsim.weave;
