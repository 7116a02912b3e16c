package dev.magicsock.punch;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * IPv6 before IPv4: where both sides have it there is no NAT between them, only firewalls that open for whoever was
 * asked (RFC 6092 section 3.2), and IPv4 costs no mapping.
 *
 * <p>IPv4 waits for the Connection Attempt Delay of RFC 8305 section 5 and for the round trip through the relay, which
 * the remote needs to open its own firewall. Without an IPv6 address of the remote it does not wait.
 */
public record Ipv6FirstPunch() implements PunchStrategy {

    /** RFC 8305 section 5 recommends 250 ms. */
    private static final Duration HEAD_START = Duration.ofMillis(250);

    @Override
    public String name() {
        return "ipv6-first";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new StaggeredPunch((path, view) -> path.id().remote().getAddress() instanceof Inet6Address, HEAD_START);
    }
}
