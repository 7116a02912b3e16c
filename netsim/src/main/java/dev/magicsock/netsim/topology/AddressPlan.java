package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Gives out the addresses of one network, in order and never twice.
 *
 * <p>Of an IPv4 prefix the lower half is for hosts and the upper half for the networks of routers below, 256 addresses
 * each. Of an IPv6 prefix the first /64 is for hosts, and routers below get /48, /56 or /64 prefixes behind it.
 */
final class AddressPlan {

    private static final int V4_SUBNET_LENGTH = 24;
    private static final int V6_HOST_LENGTH = 64;

    private final IpPrefix v4;
    private final IpPrefix v6;
    private final IpAddress routerV4;
    private final IpAddress routerV6;
    private long hostsV4;
    private long hostsV6;
    private long subnetsV4;
    private long subnetsV6;

    /** @param v4 null for a network without IPv4; likewise {@code v6} */
    AddressPlan(IpPrefix v4, IpPrefix v6) {
        this.v4 = v4;
        this.v6 = v6;
        this.routerV4 = v4 == null ? null : nextV4();
        this.routerV6 = v6 == null ? null : nextV6();
    }

    /** The prefixes of this network, IPv4 first. */
    List<IpPrefix> prefixes() {
        return Stream.of(v4, v6).filter(Objects::nonNull).toList();
    }

    boolean hasV6() {
        return v6 != null;
    }

    /** The router's own address, or null without IPv4. */
    IpAddress routerV4() {
        return routerV4;
    }

    /** The router's own address, or null without IPv6. */
    IpAddress routerV6() {
        return routerV6;
    }

    /** New addresses for a host or a router below, of each wanted family that this network has, IPv4 first. */
    List<IpAddress> hostAddresses(int perFamily, boolean wantsV4, boolean wantsV6) {
        List<IpAddress> addresses = new ArrayList<>();
        for (int i = 0; v4 != null && wantsV4 && i < perFamily; i++) {
            addresses.add(nextV4());
        }
        for (int i = 0; v6 != null && wantsV6 && i < perFamily; i++) {
            addresses.add(nextV6());
        }
        return List.copyOf(addresses);
    }

    private IpAddress nextV4() {
        long room = 1L << (32 - v4.length());
        if (++hostsV4 >= Math.max(room / 2, 3)) {
            throw new IllegalArgumentException("no address is left in the lower half of " + v4);
        }
        return v4.address().plus(hostsV4);
    }

    private IpAddress nextV6() {
        return v6.address().plus(++hostsV6);
    }

    /** The IPv4 network of a router below that shares this network's addresses. */
    IpPrefix nextSubnetV4() {
        if (v4 == null) {
            throw new IllegalArgumentException("the upstream network has no IPv4");
        }
        long half = 1L << (31 - v4.length());
        long offset = half + (subnetsV4++ << (32 - V4_SUBNET_LENGTH));
        if (offset + (1L << (32 - V4_SUBNET_LENGTH)) > 2 * half) {
            throw new IllegalArgumentException("no /24 is left in the upper half of " + v4 + ": name a subnet");
        }
        return new IpPrefix(v4.address().plus(offset), V4_SUBNET_LENGTH);
    }

    /** The IPv6 network of a router below. */
    IpPrefix nextSubnetV6() {
        int length = v6.length() < 48 ? 48 : v6.length() < 56 ? 56 : V6_HOST_LENGTH;
        long number = ++subnetsV6;
        if (v6.length() >= V6_HOST_LENGTH || number >>> Math.min(length - v6.length(), 62) != 0) {
            throw new IllegalArgumentException("no IPv6 prefix is left in " + v6);
        }
        long high = v6.address().high() + (number << (V6_HOST_LENGTH - length));
        return new IpPrefix(IpAddress.v6(high, v6.address().low()), length);
    }
}
