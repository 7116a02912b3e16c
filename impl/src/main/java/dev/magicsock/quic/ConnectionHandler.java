package dev.magicsock.quic;

import java.net.InetSocketAddress;

/** What a server tells its application. Called by kwik's threads, which must not be blocked. */
public interface ConnectionHandler {

    /** Somebody has connected and proved who it is. */
    void connected(PeerConnection connection);

    /** Somebody tried to connect from this address and did not come through. */
    default void refused(InetSocketAddress from, HandshakeFailedException why) {
    }

    /** The server's socket has failed or been closed under it; the server has ended, and so do its connections. */
    default void ended() {
    }
}
