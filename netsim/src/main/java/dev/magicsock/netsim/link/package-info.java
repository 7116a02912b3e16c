/**
 * Links: what one direction of a wire or a radio does to packets.
 *
 * <p>Owns the knobs ({@link dev.magicsock.netsim.link.LinkConditions}), the models behind them and the presets, which
 * only expand to knobs. Refuses to route: a direction brings packets from one element to the next, or loses them for
 * a named reason. Numbers are drawn only where a knob needs them, always in the same order.
 *
 * <p>What happens to a packet, in order: the link's state, its MTU, the drop list, the queue and the bottleneck, random
 * loss (a lost packet has taken its share of the bandwidth), corruption, jitter and reordering, duplication.
 *
 * <p>The two-state loss model is Gilbert's with Elliott's loss in both states. Answers to packets that are too big
 * follow RFC 1191 section 4 and RFC 4443 section 3.2.
 */
package dev.magicsock.netsim.link;
