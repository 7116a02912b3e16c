package dev.magicsock.trace;

/** Is told of connections when they begin. Thread-safe wherever connections are. */
@FunctionalInterface
public interface QuicTraces {

    /** Nobody is told. */
    QuicTraces NONE = (side, originalDestination) -> QuicTrace.NONE;

    /**
     * A connection begins.
     *
     * @param originalDestination the id to which the client's first packet goes; the same at both ends
     * @return who is told what happens to it
     */
    QuicTrace begin(Side side, byte[] originalDestination);

    /** Which end of a connection somebody is. */
    enum Side {
        /** The one that began it. */
        CLIENT,
        /** The other one. */
        SERVER
    }
}
