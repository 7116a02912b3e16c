package dev.magicsock.reports.pcap;

import java.nio.ByteBuffer;

/**
 * What an IP packet carries. The remaining bytes of each payload are read while a frame is made, and not kept.
 */
public sealed interface Carried {

    /** The largest value of a port and of a TCP window. */
    int MAX_16_BITS = 0xFFFF;

    /** A UDP datagram (RFC 768). */
    record Udp(int sourcePort, int destinationPort, ByteBuffer payload) implements Carried {

        public Udp {
            check(sourcePort, destinationPort, 0);
        }
    }

    /**
     * A TCP segment (RFC 9293 section 3.1).
     *
     * @param flags   the lowest eight bits of the header's flags
     * @param window  the field of the header, as its sender scaled it
     * @param options at most 40 bytes, a multiple of 4
     */
    record Tcp(int sourcePort, int destinationPort, int sequence, int acknowledgment, int flags, int window,
               ByteBuffer options, ByteBuffer payload) implements Carried {

        private static final int MAX_OPTION_BYTES = 40;

        public Tcp {
            check(sourcePort, destinationPort, window);
            if (options.remaining() > MAX_OPTION_BYTES || options.remaining() % Integer.BYTES != 0) {
                throw new IllegalArgumentException(options.remaining() + " bytes of options");
            }
        }
    }

    /**
     * An ICMP error (RFC 792) or an ICMPv6 error (RFC 4443).
     *
     * @param type of the family of the IP header
     * @param rest the four bytes behind the checksum
     */
    record Icmp(int type, int code, int rest, ByteBuffer quoted) implements Carried {
    }

    private static void check(int sourcePort, int destinationPort, int window) {
        for (int value : new int[] {sourcePort, destinationPort, window}) {
            if (value < 0 || value > MAX_16_BITS) {
                throw new IllegalArgumentException(value + " does not fit into 16 bits");
            }
        }
    }
}
