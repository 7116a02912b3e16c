package dev.magicsock.portmap;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses that the whole internet can reach from those of a network behind a translator. */
final class OutsideAddresses {

    private OutsideAddresses() {
    }

    static boolean isOfTheInternet(InetAddress address) {
        boolean local = address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isMulticastAddress() || address.isSiteLocalAddress();
        return !local && !(address instanceof Inet4Address ? isShared(address.getAddress())
                : isUniqueLocal(address.getAddress()));
    }

    /** 100.64.0.0/10, between a provider's translator and its customers (RFC 6598). */
    private static boolean isShared(byte[] address) {
        return address[0] == 100 && (address[1] & 0xC0) == 64;
    }

    /** fc00::/7 (RFC 4193). */
    private static boolean isUniqueLocal(byte[] address) {
        return (address[0] & 0xFE) == 0xFC;
    }
}
