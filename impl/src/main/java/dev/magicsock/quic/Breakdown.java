package dev.magicsock.quic;

import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.server.ServerConnector;
import tech.kwik.core.server.impl.ServerConnectionImpl;

/**
 * Finds out that a thread which kwik 0.10.8 runs for a connection has died of an error, and ends the connection in
 * kwik's stead.
 *
 * <p>A server then takes the connection out of its table, and nothing else: streams wait for ever, and neither the
 * application nor the peer hears of it. A client whose thread dies of an {@link Error} does not even notice.
 * Thread-safe.
 */
sealed interface Breakdown {

    /** What the peer is told besides INTERNAL_ERROR (RFC 9000 section 20.1). */
    String REASON = "internal error";

    /** Whether a thread has died; a connection that ends or has ended in any other way is none of these. */
    boolean hasHappened();

    /** Ends the connection: streams fail, and the peer is told if the thread that sends is still there. */
    void end();

    /** That of a client's connection. */
    record OfClient(QuicClientConnectionImpl connection) implements Breakdown {

        @Override
        public boolean hasHappened() {
            KwikInternals kwik = KwikInternals.get();
            return kwik.state(connection) == QuicConnectionImpl.Status.Connected && !kwik.isReceiving(connection);
        }

        @Override
        public void end() {
            KwikInternals.get().fail(connection, REASON);
        }
    }

    /** That of a server's connection. */
    record OfServer(ServerConnector connector, ServerConnectionImpl connection) implements Breakdown {

        @Override
        public boolean hasHappened() {
            KwikInternals kwik = KwikInternals.get();
            return kwik.state(connection) == QuicConnectionImpl.Status.Connected
                    && !kwik.isReachable(connector, connection);
        }

        @Override
        public void end() {
            KwikInternals kwik = KwikInternals.get();
            kwik.register(connector, connection, new AbandonedConnection(connection));
            kwik.fail(connection, REASON);
        }
    }
}
