package dev.magicsock.netsim.packet;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One IP packet on its way.
 *
 * <p>Mutable and pooled: elements replace endpoint references instead of copying packets. Whoever holds a packet owns
 * it until it passes it on; nobody keeps a reference afterwards. Bytes of the payload never change after sending.
 */
public final class Packet {

    /** What hosts send with, as common systems do. */
    public static final int FIRST_HOP_LIMIT = 64;
    /** The field has eight bits. */
    public static final int MAX_HOP_LIMIT = 255;
    /** The largest UDP payload over IPv4: 65535 less the headers. */
    public static final int MAX_UDP_PAYLOAD_BYTES = 65_507;

    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int UDP_HEADER_BYTES = 8;
    private static final int ICMP_HEADER_BYTES = 8;
    private static final int SMALLEST_BUFFER_BYTES = 128;

    private long id;
    private int origin;
    private Transport transport = Transport.UDP;
    private IpEndpoint source;
    private IpEndpoint destination;
    private int hopLimit;
    private int sizeBytes;
    private boolean corrupted;

    private byte[] buffer = new byte[SMALLEST_BUFFER_BYTES];
    private ByteBuffer payload = ByteBuffer.wrap(buffer).asReadOnlyBuffer();
    private int payloadBytes;

    private StreamSegment segment;

    private IcmpError icmpError;
    private Transport quotedTransport;
    private IpEndpoint quotedSource;
    private IpEndpoint quotedDestination;

    private boolean inUse;

    Packet() {
    }

    /** Makes this a UDP datagram; the remaining bytes of the payload are copied, its position does not move. */
    public void fillUdp(IpEndpoint from, IpEndpoint to, ByteBuffer bytes) {
        int length = bytes.remaining();
        if (length > MAX_UDP_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("a datagram has at most " + MAX_UDP_PAYLOAD_BYTES + " bytes, not "
                    + length);
        }
        reserve(length);
        bytes.get(bytes.position(), buffer, 0, length);
        payloadBytes = length;
        address(Transport.UDP, from, to, UDP_HEADER_BYTES + length);
    }

    /** Makes this a segment of a stream. */
    public void fillStream(IpEndpoint from, IpEndpoint to, StreamSegment carried) {
        segment = carried;
        address(Transport.STREAM, from, to, carried.headerBytes() + carried.payloadBytes());
    }

    /** Makes this an ICMP error about a packet, as it looks here, for its sender. */
    public void fillIcmp(IpEndpoint from, IcmpError error, Packet about) {
        icmpError = error;
        quotedTransport = about.transport;
        quotedSource = about.source;
        quotedDestination = about.destination;
        int quotedBytes = ipHeaderBytes(about.source) + UDP_HEADER_BYTES;
        address(Transport.ICMP, from, IpEndpoint.of(about.source.address(), 0), ICMP_HEADER_BYTES + quotedBytes);
    }

    /** Makes this a copy of another packet, as a link that duplicates makes one; the number stays its own. */
    public void fillCopy(Packet other) {
        reserve(other.payloadBytes);
        System.arraycopy(other.buffer, 0, buffer, 0, other.payloadBytes);
        payloadBytes = other.payloadBytes;
        segment = other.segment;
        icmpError = other.icmpError;
        quotedTransport = other.quotedTransport;
        quotedSource = other.quotedSource;
        quotedDestination = other.quotedDestination;
        origin = other.origin;
        corrupted = other.corrupted;
        transport = other.transport;
        source = other.source;
        destination = other.destination;
        sizeBytes = other.sizeBytes;
        hopLimit = other.hopLimit;
    }

    private void address(Transport carried, IpEndpoint from, IpEndpoint to, int bytesAboveIp) {
        transport = carried;
        source = from;
        destination = to;
        sizeBytes = ipHeaderBytes(from) + bytesAboveIp;
        hopLimit = FIRST_HOP_LIMIT;
        corrupted = false;
    }

    private static int ipHeaderBytes(IpEndpoint endpoint) {
        return endpoint.address().isV4() ? IPV4_HEADER_BYTES : IPV6_HEADER_BYTES;
    }

    private void reserve(int length) {
        if (length > buffer.length) {
            buffer = new byte[Integer.highestOneBit(length - 1) << 1];
            payload = ByteBuffer.wrap(buffer).asReadOnlyBuffer();
        }
    }

    /** A number that no other packet of the network has. */
    public long id() {
        return id;
    }

    /** The trace number of the host or router that sent it; stays the same through all translation. */
    public int origin() {
        return origin;
    }

    public Transport transport() {
        return transport;
    }

    public IpEndpoint source() {
        return source;
    }

    public IpEndpoint destination() {
        return destination;
    }

    /** Replaces the source, as a NAT does on the way out. The family stays: it decides the size. */
    public void translateSource(IpEndpoint translated) {
        source = translated;
    }

    /** Replaces the destination, as a NAT does on the way in. The family stays: it decides the size. */
    public void translateDestination(IpEndpoint translated) {
        destination = translated;
    }

    /** Replaces the endpoints of the packet that an ICMP error quotes, so that its sender recognises it. */
    public void translateQuoted(IpEndpoint translatedSource, IpEndpoint translatedDestination) {
        quotedSource = translatedSource;
        quotedDestination = translatedDestination;
    }

    /** Size of the whole IP packet. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** How many routers it may still pass. */
    public int hopLimit() {
        return hopLimit;
    }

    /** Sets how many routers it may reach, from 1 to 255: the last of them drops it. */
    public void limitHops(int limit) {
        if (limit < 1 || limit > MAX_HOP_LIMIT) {
            throw new IllegalArgumentException("a hop limit is 1 to " + MAX_HOP_LIMIT + ", not " + limit);
        }
        hopLimit = limit;
    }

    /** One router more; false if it was one too many. */
    public boolean passRouter() {
        return --hopLimit > 0;
    }

    /** True if a link damaged it: the receiver's checksum will tell. */
    public boolean isCorrupted() {
        return corrupted;
    }

    public void corrupt() {
        corrupted = true;
    }

    /** Bytes of a datagram; 0 for other packets. */
    public int payloadBytes() {
        return transport == Transport.UDP ? payloadBytes : 0;
    }

    /** The datagram, read-only, from position 0 to its end; one view per packet, valid as long as the packet. */
    public ByteBuffer payload() {
        return payload.limit(payloadBytes()).position(0);
    }

    /** Puts other bytes in the place of some wherever they stand in the datagram; nothing in other packets. */
    public void replaceInPayload(byte[] some, byte[] others) {
        for (int at = 0; at + some.length <= payloadBytes(); at++) {
            if (Arrays.equals(buffer, at, at + some.length, some, 0, some.length)) {
                System.arraycopy(others, 0, buffer, at, others.length);
                at += others.length - 1;
            }
        }
    }

    /** The segment of a {@link Transport#STREAM} packet. */
    public StreamSegment segment() {
        return segment;
    }

    /** What an {@link Transport#ICMP} packet says. */
    public IcmpError icmpError() {
        return icmpError;
    }

    /** What the packet carried that an ICMP error is about. */
    public Transport quotedTransport() {
        return quotedTransport;
    }

    /** Source of the packet that an ICMP error is about. */
    public IpEndpoint quotedSource() {
        return quotedSource;
    }

    /** Destination of the packet that an ICMP error is about. */
    public IpEndpoint quotedDestination() {
        return quotedDestination;
    }

    @Override
    public String toString() {
        return "packet " + id + " (" + transport + " " + source + " to " + destination + ", " + sizeBytes + " bytes)";
    }

    void begin(long number, int sender) {
        id = number;
        origin = sender;
        inUse = true;
    }

    void end() {
        if (!inUse) {
            throw new IllegalStateException(this + " ended twice");
        }
        inUse = false;
        segment = null;
        icmpError = null;
        payloadBytes = 0;
    }
}
