/**
 * Says what can work between two networks, and why, without running anything.
 *
 * <p>Owns the oracle: the derivation of {@code docs/NAT_PAIRS.md} (RFC 4787 sections 4.1, 4.2 and 5) as a case analysis
 * that keeps its reasons, and the arithmetic of guessing ports. Refuses to simulate: that runs of the simulator end as
 * it says is what its tests show.
 */
package dev.magicsock.scenarios.explain;
