package dev.magicsock.reports.pcap;

import java.nio.ByteBuffer;

/**
 * Makes Ethernet frames and the headers within them, with the checksums that their receivers would compute.
 *
 * <p>Stateless. IPv4 packets say "don't fragment"; no frame is padded to Ethernet's minimum, as captures on the sending
 * side show them too.
 */
public final class Frames {

    private static final int ETHERNET_BYTES = 14;
    private static final int MAC_BYTES = 6;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int VERSION_AND_LENGTH = 0x4500;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int IPV4_CHECKSUM_AT = 10;
    private static final int UDP_BYTES = 8;
    private static final int UDP_CHECKSUM_AT = 6;
    private static final int TCP_BYTES = 20;
    private static final int TCP_CHECKSUM_AT = 16;
    private static final int ICMP_BYTES = 8;
    private static final int ICMP_CHECKSUM_AT = 2;
    private static final int PROTOCOL_ICMP = 1;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;
    private static final int PROTOCOL_ICMPV6 = 58;

    private Frames() {
    }

    /**
     * A whole frame.
     *
     * @param sourceMac      6 bytes
     * @param destinationMac 6 bytes
     * @param damaged        whether its transport checksum has to be wrong
     * @throws IllegalArgumentException if it is too large for IP
     */
    public static byte[] ethernet(byte[] sourceMac, byte[] destinationMac, IpHeader ip, Carried carried,
            boolean damaged) {
        byte[] packet = packet(ip, carried, damaged);
        return ByteBuffer.allocate(ETHERNET_BYTES + packet.length)
                .put(destinationMac, 0, MAC_BYTES).put(sourceMac, 0, MAC_BYTES)
                .putShort((short) (ip.isV4() ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6)).put(packet).array();
    }

    /**
     * An IP packet without a frame around it, for instance to be quoted.
     *
     * @throws IllegalArgumentException if it is too large for IP
     */
    public static byte[] ip(IpHeader ip, Carried carried) {
        return packet(ip, carried, false);
    }

    private static byte[] packet(IpHeader ip, Carried carried, boolean damaged) {
        int length = bytes(carried);
        int headerBytes = ip.isV4() ? IPV4_BYTES : IPV6_BYTES;
        if (length + (ip.isV4() ? IPV4_BYTES : 0) > Carried.MAX_16_BITS) {
            throw new IllegalArgumentException(length + " bytes are too many for an IP packet");
        }
        ByteBuffer packet = ByteBuffer.allocate(headerBytes + length);
        putHeader(packet, ip, protocol(carried, ip), length);
        putCarried(packet, carried);
        putChecksum(packet.array(), headerBytes, ip, carried, damaged);
        return packet.array();
    }

    private static int bytes(Carried carried) {
        return switch (carried) {
            case Carried.Udp udp -> UDP_BYTES + udp.payload().remaining();
            case Carried.Tcp tcp -> TCP_BYTES + tcp.options().remaining() + tcp.payload().remaining();
            case Carried.Icmp icmp -> ICMP_BYTES + icmp.quoted().remaining();
        };
    }

    private static int protocol(Carried carried, IpHeader ip) {
        return switch (carried) {
            case Carried.Udp _ -> PROTOCOL_UDP;
            case Carried.Tcp _ -> PROTOCOL_TCP;
            case Carried.Icmp _ -> ip.isV4() ? PROTOCOL_ICMP : PROTOCOL_ICMPV6;
        };
    }

    private static void putHeader(ByteBuffer packet, IpHeader ip, int protocol, int length) {
        if (ip.isV4()) {
            packet.putShort((short) VERSION_AND_LENGTH).putShort((short) (IPV4_BYTES + length))
                    .putShort((short) ip.identification()).putShort((short) DONT_FRAGMENT)
                    .put((byte) ip.hopLimit()).put((byte) protocol).putShort((short) 0)
                    .put(ip.source()).put(ip.destination());
            packet.putShort(IPV4_CHECKSUM_AT, (short) Checksum.of(Checksum.add(0, packet.array(), 0, IPV4_BYTES)));
        } else {
            packet.putInt(6 << 28).putShort((short) length).put((byte) protocol).put((byte) ip.hopLimit())
                    .put(ip.source()).put(ip.destination());
        }
    }

    private static void putCarried(ByteBuffer packet, Carried carried) {
        switch (carried) {
            case Carried.Udp udp -> packet.putShort((short) udp.sourcePort()).putShort((short) udp.destinationPort())
                    .putShort((short) (UDP_BYTES + udp.payload().remaining())).putShort((short) 0)
                    .put(udp.payload().duplicate());
            case Carried.Tcp tcp -> packet.putShort((short) tcp.sourcePort()).putShort((short) tcp.destinationPort())
                    .putInt(tcp.sequence()).putInt(tcp.acknowledgment())
                    .put((byte) ((TCP_BYTES + tcp.options().remaining()) / Integer.BYTES << 4))
                    .put((byte) tcp.flags()).putShort((short) tcp.window()).putInt(0)
                    .put(tcp.options().duplicate()).put(tcp.payload().duplicate());
            case Carried.Icmp icmp -> packet.put((byte) icmp.type()).put((byte) icmp.code()).putShort((short) 0)
                    .putInt(icmp.rest()).put(icmp.quoted().duplicate());
        }
    }

    private static void putChecksum(byte[] packet, int headerBytes, IpHeader ip, Carried carried, boolean damaged) {
        boolean plain = carried instanceof Carried.Icmp && ip.isV4();
        long start = plain ? 0 : pseudoHeader(ip, protocol(carried, ip), packet.length - headerBytes);
        int right = Checksum.of(Checksum.add(start, packet, headerBytes, packet.length));
        int at = headerBytes + switch (carried) {
            case Carried.Udp _ -> UDP_CHECKSUM_AT;
            case Carried.Tcp _ -> TCP_CHECKSUM_AT;
            case Carried.Icmp _ -> ICMP_CHECKSUM_AT;
        };
        int shown = carried instanceof Carried.Udp ? nonZero(right) : right;
        ByteBuffer.wrap(packet).putShort(at, (short) (damaged ? wrong(shown) : shown));
    }

    /** RFC 768 and RFC 8200 section 8.1. */
    private static long pseudoHeader(IpHeader ip, int protocol, int length) {
        byte[] source = ip.source();
        byte[] destination = ip.destination();
        return Checksum.add(Checksum.add((long) protocol + length, source, 0, source.length), destination, 0,
                destination.length);
    }

    /** In UDP, zero means that there is no checksum (RFC 768). */
    private static int nonZero(int checksum) {
        return checksum == 0 ? Carried.MAX_16_BITS : checksum;
    }

    private static int wrong(int checksum) {
        int flipped = checksum ^ 0x5555;
        return flipped == 0 ? 0xAAAA : flipped;
    }
}
