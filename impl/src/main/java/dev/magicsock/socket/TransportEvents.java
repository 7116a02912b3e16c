package dev.magicsock.socket;

import dev.magicsock.core.RelayTransport;

/**
 * Hears from relay transports, each from threads of its own and never from within a method of {@link
 * RelayTransports}. What it gets first about a transport is the outcome of the dial.
 */
interface TransportEvents {

    /** The upgrade succeeded with this subprotocol; nothing was sent behind it yet. */
    void connected(RelayTransport transport, String subprotocol);

    /** A whole binary message came. While this does not return nothing more is read from the relay. */
    void received(RelayTransport transport, byte[] message);

    /** These bytes of messages have left for the operating system. */
    void written(RelayTransport transport, int bytes);

    /** It could not connect, or ended; the last that is heard of it. */
    void lost(RelayTransport transport, String reason);
}
