package dev.magicsock.quic;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import tech.kwik.core.server.impl.ServerConnectionImpl;
import tech.kwik.core.server.impl.ServerConnectionProxy;

/**
 * Takes the place of a connection in a server's table whose thread has died: kwik cannot end a connection that is not
 * in the table. Ignores every packet, as nobody could read it. Thread-safe.
 *
 * @param connection what is left of it
 */
record AbandonedConnection(ServerConnectionImpl connection) implements ServerConnectionProxy {

    @Override
    public byte[] getOriginalDestinationConnectionId() {
        return connection.getOriginalDestinationConnectionId();
    }

    @Override
    public void parsePackets(int number, Instant receivedAt, ByteBuffer datagram, InetSocketAddress source) {
        // There is no thread to read it.
    }

    @Override
    public boolean isClosed() {
        return connection.isClosed();
    }

    @Override
    public void closeConnection() {
        // It is being closed.
    }

    @Override
    public void dispose() {
        // kwik has let go of the thread already.
    }
}
