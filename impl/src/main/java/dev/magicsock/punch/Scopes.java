package dev.magicsock.punch;

import java.net.Inet6Address;
import java.net.InetAddress;

/** How far an IP address reaches. */
final class Scopes {

    /** RFC 4193 section 3.1: fc00::/7. */
    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;

    /** RFC 6598 section 7: 100.64.0.0/10, between a carrier's NAT and its customers. */
    private static final int SHARED_FIRST = 100;
    private static final int SHARED_MASK = 0xc0;
    private static final int SHARED = 64;

    private Scopes() {
    }

    /**
     * Whether the same address may belong to somebody else elsewhere: RFC 1918, RFC 6598, RFC 4193, link-local,
     * loopback.
     */
    static boolean isPrivate(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        if (ip.isSiteLocalAddress() || ip.isLinkLocalAddress() || ip.isLoopbackAddress()) {
            return true;
        }
        return ip instanceof Inet6Address
                ? (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL
                : bytes[0] == SHARED_FIRST && (bytes[1] & SHARED_MASK) == SHARED;
    }
}
