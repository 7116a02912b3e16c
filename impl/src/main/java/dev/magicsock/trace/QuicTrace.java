package dev.magicsock.trace;

/** Hears what happens to one connection, on the threads of the connection; must not wait. */
@FunctionalInterface
public interface QuicTrace {

    /** Hears nothing. */
    QuicTrace NONE = event -> { };

    /** Something happened. */
    void happened(QuicTraceEvent event);
}
