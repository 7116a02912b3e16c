package dev.magicsock.identity;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * An endpoint and where it may be reached, as a user or discovery names it.
 *
 * <p>Order is kept and repetitions are dropped. No address at all is allowed: discovery may add some later.
 *
 * @param id              who it is
 * @param relayUrls       relays that it may be found on, at most {@value #MAX_RELAY_URLS}
 * @param directAddresses literal IP addresses with ports above 0, at most {@value #MAX_DIRECT_ADDRESSES}
 */
public record EndpointAddr(EndpointId id, List<RelayUrl> relayUrls, List<InetSocketAddress> directAddresses) {

    /** An endpoint has one home relay; a few more leave room for one that is just moving. */
    public static final int MAX_RELAY_URLS = 8;

    /** Twice what a peer may suggest in one CallMeMaybe, and still few enough to try all of them. */
    public static final int MAX_DIRECT_ADDRESSES = 64;

    public EndpointAddr {
        Objects.requireNonNull(id, "id");
        relayUrls = List.copyOf(new LinkedHashSet<>(relayUrls));
        directAddresses = List.copyOf(new LinkedHashSet<>(directAddresses));
        requireAtMost(MAX_RELAY_URLS, relayUrls.size(), "relay URLs");
        requireAtMost(MAX_DIRECT_ADDRESSES, directAddresses.size(), "direct addresses");
        for (InetSocketAddress address : directAddresses) {
            if (SocketAddresses.requireResolved(address).getPort() == 0) {
                throw new IllegalArgumentException(SocketAddresses.format(address) + " has no port");
            }
        }
    }

    private static void requireAtMost(int bound, int size, String what) {
        if (size > bound) {
            throw new IllegalArgumentException("an endpoint has at most " + bound + " " + what + ", not " + size);
        }
    }

    /** The endpoint without any address. */
    public static EndpointAddr of(EndpointId id) {
        return new EndpointAddr(id, List.of(), List.of());
    }

    /** One line with the prefixes that iroh displays: {@code <id> relay:<url> ip:<address>}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ");
        text.add(id.toString());
        relayUrls.forEach(url -> text.add("relay:" + url));
        directAddresses.forEach(address -> text.add("ip:" + SocketAddresses.format(address)));
        return text.toString();
    }
}
