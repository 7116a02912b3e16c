package dev.magicsock.scenarios.pairs;

/** How a translator picks external ports (RFC 4787 section 4.2). The oracle does not know it. */
public enum Ports { PRESERVING, SEQUENTIAL, RANDOM }
