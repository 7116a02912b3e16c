package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.stream.StreamConnection;
import java.nio.ByteBuffer;

/** A stream of a simulated host, as its program sees it. */
final class SimulatedStream implements Stream {

    private final StreamLayer layer;
    private final ProgramSlot owner;
    private final StreamConnection connection;

    SimulatedStream(StreamLayer layer, ProgramSlot owner, StreamConnection connection) {
        this.layer = layer;
        this.owner = owner;
        this.connection = connection;
    }

    ProgramSlot owner() {
        return owner;
    }

    @Override
    public IpEndpoint remote() {
        return connection.remote();
    }

    @Override
    public int write(ByteBuffer bytes) {
        return layer.write(connection, bytes);
    }

    @Override
    public int unacknowledgedBytes() {
        return connection.unacknowledgedBytes();
    }

    @Override
    public void close() {
        layer.close(connection);
    }

    @Override
    public void reset() {
        layer.reset(connection);
    }

    @Override
    public String toString() {
        return "stream from " + connection.local() + " to " + connection.remote();
    }
}
