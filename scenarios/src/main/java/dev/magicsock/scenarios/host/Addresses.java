package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.address.IpEndpoint;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns the network's endpoints into socket addresses and back, remembering the pairs so that a busy flow costs one
 * lookup per datagram. Not thread-safe.
 */
final class Addresses {

    /** At this size the memory is emptied: far more than the peers of one host, so that only a flood gets there. */
    private static final int MAX_REMEMBERED = 4096;

    private final Map<IpEndpoint, InetSocketAddress> outwards = new LinkedHashMap<>();
    private final Map<InetSocketAddress, IpEndpoint> inwards = new LinkedHashMap<>();

    InetSocketAddress toSocketAddress(IpEndpoint endpoint) {
        InetSocketAddress known = outwards.get(endpoint);
        return known != null ? known : remember(endpoint, endpoint.toInetSocketAddress());
    }

    IpEndpoint toEndpoint(InetSocketAddress address) {
        IpEndpoint known = inwards.get(address);
        if (known == null) {
            known = IpEndpoint.of(address);
            remember(known, address);
        }
        return known;
    }

    private InetSocketAddress remember(IpEndpoint endpoint, InetSocketAddress address) {
        if (outwards.size() >= MAX_REMEMBERED || inwards.size() >= MAX_REMEMBERED) {
            outwards.clear();
            inwards.clear();
        }
        outwards.put(endpoint, address);
        inwards.put(address, endpoint);
        return address;
    }
}
