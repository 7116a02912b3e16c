package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.address.IpAddress;

/** How large a segment a path takes (RFC 9293 section 3.7.1). */
final class PathMtu {

    /** What every path is assumed to take until a packet-too-big error says otherwise. */
    static final int ETHERNET_BYTES = 1500;

    private static final int IPV4_AND_TCP_HEADER_BYTES = 40;
    private static final int IPV6_AND_TCP_HEADER_BYTES = 60;
    /** Errors that name less are not believed: Linux's {@code min_pmtu}. */
    private static final int IPV4_MIN_BYTES = 552;
    /** RFC 8200 section 5. */
    private static final int IPV6_MIN_BYTES = 1280;
    /** RFC 9293 section 3.7.1, MUST-15. */
    private static final int IPV4_DEFAULT_SEGMENT_BYTES = 536;
    private static final int IPV6_DEFAULT_SEGMENT_BYTES = 1220;

    /** Peers that ask for less would cost a packet per few bytes: Linux's {@code TCP_MIN_SND_MSS}. */
    private static final int OFFERED_SEGMENT_MIN_BYTES = 48;

    private PathMtu() {
    }

    /** The data bytes of the largest segment in an IP packet of {@code mtuBytes}. */
    static int largestSegment(IpAddress family, int mtuBytes) {
        return family.isV4()
                ? Math.max(mtuBytes, IPV4_MIN_BYTES) - IPV4_AND_TCP_HEADER_BYTES
                : Math.max(mtuBytes, IPV6_MIN_BYTES) - IPV6_AND_TCP_HEADER_BYTES;
    }

    /** What a peer takes, from the option of its SYN; 0 stands for a SYN that does not say. */
    static int offeredSegment(IpAddress family, int mssOptionBytes) {
        if (mssOptionBytes == 0) {
            return family.isV4() ? IPV4_DEFAULT_SEGMENT_BYTES : IPV6_DEFAULT_SEGMENT_BYTES;
        }
        return Math.max(mssOptionBytes, OFFERED_SEGMENT_MIN_BYTES);
    }
}
