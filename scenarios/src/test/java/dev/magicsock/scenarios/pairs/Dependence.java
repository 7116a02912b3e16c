package dev.magicsock.scenarios.pairs;

/** On what part of the remote endpoint a mapping or a filter depends (RFC 4787 sections 4.1 and 5). */
public enum Dependence { NONE, ADDRESS, ADDRESS_AND_PORT }
