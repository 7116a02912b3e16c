package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpPrefix;
import java.util.List;

/** Which addresses make sense where. */
final class AddressRules {

    /**
     * Private (RFC 1918), shared (RFC 6598), link-local (RFC 3927), this network (RFC 1122) and reserved (RFC 1112).
     */
    private static final List<IpPrefix> NOT_PUBLIC = List.of(IpPrefix.parse("10.0.0.0/8"),
            IpPrefix.parse("172.16.0.0/12"), IpPrefix.parse("192.168.0.0/16"), IpPrefix.parse("100.64.0.0/10"),
            IpPrefix.parse("169.254.0.0/16"), IpPrefix.parse("0.0.0.0/8"), IpPrefix.parse("240.0.0.0/4"));

    private AddressRules() {
    }

    /** Whether a router can have this address on the simulated internet; documentation addresses are welcome there. */
    static boolean isPublicIpv4(IpAddress address) {
        return address.isV4() && !address.isLoopback() && !address.isMulticast()
                && NOT_PUBLIC.stream().noneMatch(prefix -> prefix.contains(address));
    }
}
