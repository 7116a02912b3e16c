package dev.magicsock.relaystub.server;

/**
 * What a {@link RelayServerCore} wants done and what it has to tell. Methods instead of command objects, because every
 * datagram passes through here. They are called from within the core's methods and must not call back into the core.
 */
public interface RelayServerOutput {

    /**
     * Send one binary message.
     *
     * @param message belongs to the receiver from now on
     */
    void send(ConnectionId connection, byte[] message);

    /**
     * End a connection, after the messages that were handed over for it as far as that is quickly possible. The core
     * has forgotten it already.
     *
     * @param detail more words for people, may be empty
     */
    void close(ConnectionId connection, CloseReason reason, String detail);

    /** Do not read from this connection until {@link #resumeReading}, so that its sender is slowed down. */
    void pauseReading(ConnectionId connection);

    /** Read from this connection again. */
    void resumeReading(ConnectionId connection);

    /**
     * A datagram frame is dropped.
     *
     * @param connection where it came from, or for {@link RelayServerDrop#RECIPIENT_GONE} where it should have gone
     * @param frame      as it came, or for {@link RelayServerDrop#RECIPIENT_GONE} as it should have gone; valid during
     *                   the call
     */
    void datagramDropped(ConnectionId connection, byte[] frame, RelayServerDrop reason);
}
