package dev.magicsock.netsim.packet;

/**
 * What elements on the way may see of a stream segment: the flags that tell a NAT or firewall how a stream fares, and
 * its size. Implementations are immutable, because a duplicated packet shares its segment.
 */
public interface StreamSegment {

    /** Opens a stream. */
    boolean syn();

    /** Acknowledges something; only the very first segment does not. */
    boolean ack();

    /** Nothing follows in this direction. */
    boolean fin();

    /** The stream is over at once. */
    boolean rst();

    /** Bytes of the transport header, options included. */
    int headerBytes();

    /** Bytes of the stream in this segment. */
    int payloadBytes();

    /** 64 bits that depend on everything in the segment, for the trace hash. */
    long digest();
}
