package dev.magicsock.netsim.nat;

/** What becomes of the wish for a mapping: a mapping, or the reason why there is none. */
sealed interface MapResult permits Mapping, NatDrop {
}
