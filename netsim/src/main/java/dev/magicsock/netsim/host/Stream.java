package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;

/**
 * One end of a reliable, ordered byte stream, as TCP gives it.
 *
 * <p>Every byte crosses the simulated network in segments through the same links, queues, NATs and firewalls as any
 * datagram: it needs a handshake, it is retransmitted when lost, and it waits behind what was sent before it.
 */
public interface Stream {

    /** The endpoint at the other side, as this side sees it. */
    IpEndpoint remote();

    /**
     * Queues bytes for sending.
     *
     * @param bytes its remaining bytes; as many as fit into the send buffer are taken and its position moves past them
     * @return how many bytes were taken; after fewer than all, {@link HostEvent.StreamWritable} tells when to go on;
     *     0 once the stream has failed
     * @throws IllegalStateException if this side has closed the stream
     */
    int write(ByteBuffer bytes);

    /** Bytes that were written and are not yet acknowledged by the other side. */
    int unacknowledgedBytes();

    /**
     * Ends this direction after all queued bytes; the other side gets {@link HostEvent.StreamClosed} in order. Bytes
     * still arrive until the other side closes too. A second close does nothing.
     */
    void close();

    /**
     * Ends both directions at once and drops what is queued; the other side gets a reset if it can be reached. No event
     * follows on this side.
     */
    void reset();
}
