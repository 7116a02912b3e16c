package dev.magicsock.scenarios.capture;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.stream.Segment;
import dev.magicsock.reports.pcap.Carried;
import dev.magicsock.reports.pcap.Frames;
import dev.magicsock.reports.pcap.IpHeader;
import java.nio.ByteBuffer;

/** Turns simulated packets into Ethernet frames of the same size. */
final class PacketFrames {

    /** The window scale that streams say they use (RFC 7323 section 2): 256 KiB then fit into the header's 16 bits. */
    private static final int WINDOW_SHIFT = 7;
    private static final byte OPTION_MSS = 2;
    private static final byte OPTION_WINDOW_SCALE = 3;
    private static final byte OPTION_NONE = 1;
    private static final int OPTION_BYTES = 8;
    /** How much of the transport header an ICMP error quotes (RFC 792). */
    private static final int QUOTED_TRANSPORT_BYTES = 8;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private PacketFrames() {
    }

    /** The packet as it is now; a frame of a damaged packet has a wrong checksum. */
    static byte[] of(Packet packet, byte[] sourceMac, byte[] destinationMac) {
        IpHeader ip = new IpHeader(packet.source().address().toBytes(), packet.destination().address().toBytes(),
                packet.hopLimit(), (int) packet.id() & Carried.MAX_16_BITS);
        return Frames.ethernet(sourceMac, destinationMac, ip, carried(packet), packet.isCorrupted());
    }

    private static Carried carried(Packet packet) {
        int from = packet.source().port();
        int to = packet.destination().port();
        return switch (packet.transport()) {
            case UDP -> new Carried.Udp(from, to, packet.payload());
            case STREAM -> segment(from, to, (Segment) packet.segment());
            case ICMP -> error(packet);
        };
    }

    private static Carried segment(int from, int to, Segment segment) {
        // The window of a SYN is never scaled (RFC 7323 section 2.2).
        int window = segment.syn() ? segment.windowBytes() : segment.windowBytes() >>> WINDOW_SHIFT;
        ByteBuffer options = segment.syn() ? options(segment.mssBytes()) : NOTHING;
        return new Carried.Tcp(from, to, segment.sequence(), segment.acknowledgment(), segment.flags(),
                Math.min(window, Carried.MAX_16_BITS), options, segment.payload());
    }

    private static ByteBuffer options(int mssBytes) {
        return ByteBuffer.allocate(OPTION_BYTES)
                .put(OPTION_MSS).put((byte) 4).putShort((short) Math.min(mssBytes, Carried.MAX_16_BITS))
                .put(OPTION_WINDOW_SCALE).put((byte) 3).put((byte) WINDOW_SHIFT).put(OPTION_NONE).flip();
    }

    private static Carried error(Packet packet) {
        ByteBuffer quoted = quoted(packet);
        boolean v4 = packet.source().address().isV4();
        return switch (packet.icmpError()) {
            case IcmpError.PortUnreachable _ -> v4 ? new Carried.Icmp(3, 3, 0, quoted)
                    : new Carried.Icmp(1, 4, 0, quoted);
            case IcmpError.HostUnreachable _ -> v4 ? new Carried.Icmp(3, 1, 0, quoted)
                    : new Carried.Icmp(1, 3, 0, quoted);
            case IcmpError.AdministrativelyProhibited _ -> v4 ? new Carried.Icmp(3, 13, 0, quoted)
                    : new Carried.Icmp(1, 1, 0, quoted);
            case IcmpError.HopLimitExceeded _ -> v4 ? new Carried.Icmp(11, 0, 0, quoted)
                    : new Carried.Icmp(3, 0, 0, quoted);
            case IcmpError.PacketTooBig(int mtuBytes) -> v4 ? new Carried.Icmp(3, 4, mtuBytes, quoted)
                    : new Carried.Icmp(2, 0, mtuBytes, quoted);
        };
    }

    /**
     * The simulator keeps of a quoted packet what NATs need: its endpoints. The rest is what it would be at the least.
     */
    private static ByteBuffer quoted(Packet packet) {
        IpEndpoint from = packet.quotedSource();
        IpEndpoint to = packet.quotedDestination();
        Carried carried = packet.quotedTransport() == Transport.UDP
                ? new Carried.Udp(from.port(), to.port(), NOTHING)
                : new Carried.Tcp(from.port(), to.port(), 0, 0, 0, 0, NOTHING, NOTHING);
        IpAddress source = from.address();
        byte[] whole = Frames.ip(new IpHeader(source.toBytes(), to.address().toBytes(), Packet.FIRST_HOP_LIMIT, 0),
                carried);
        return ByteBuffer.wrap(whole, 0, (source.isV4() ? 20 : 40) + QUOTED_TRANSPORT_BYTES);
    }
}
