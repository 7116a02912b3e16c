package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;

/** What a stream wants done, in the order in which it is to be done. */
public sealed interface StreamOutput {

    /** Sends a segment from this host. */
    record Transmit(IpEndpoint source, IpEndpoint destination, Segment segment) implements StreamOutput {
    }

    /** A connection that this host opened is established. */
    record Connected(StreamConnection connection) implements StreamOutput {
    }

    /** A connection that another host opened is established. */
    record Accepted(StreamConnection connection) implements StreamOutput {
    }

    /**
     * Bytes arrived in order.
     *
     * @param bytes read-only; they never change
     */
    record Received(StreamConnection connection, ByteBuffer bytes) implements StreamOutput {
    }

    /** A connection that had refused bytes takes some again. */
    record Writable(StreamConnection connection) implements StreamOutput {
    }

    /** Nothing more will be received on the connection. */
    record Closed(StreamConnection connection, StreamEnd end) implements StreamOutput {
    }

    /** The host has forgotten the connection: nothing will ever come of it, and what is kept beside it can go. */
    record Released(StreamConnection connection) implements StreamOutput {
    }
}
