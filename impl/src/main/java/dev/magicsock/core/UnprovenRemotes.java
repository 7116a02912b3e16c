package dev.magicsock.core;

/** What is done with the application's datagrams for a remote that has never answered a probe. */
public enum UnprovenRemotes {
    /**
     * They go to every address that the user or discovery gave, and to the relay, until a datagram comes back from one
     * of these; that path then serves. This reaches iroh 1.0, which knows no probes.
     */
    SEND_TO_GIVEN_ADDRESSES,
    /** They go through the relay only. For networks in which every endpoint is a MagicSock. */
    SEND_TO_RELAY_ONLY
}
