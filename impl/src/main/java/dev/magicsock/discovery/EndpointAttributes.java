package dev.magicsock.discovery;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An endpoint's information as attributes {@code key=value}, one to a text (section 8).
 *
 * <p>Every text of a set must have a known key, since a set with others is of another kind. A value of a known key that
 * cannot be read is skipped, as there may be forms that are not known here; so are values beyond what an
 * {@link EndpointAddr} holds.
 */
final class EndpointAttributes {

    private static final String RELAY = "relay";
    private static final String ADDRESS = "addr";
    private static final String USER_DATA = "user-data";

    private EndpointAttributes() {
    }

    /** The attributes, the most important first. */
    static List<String> encode(EndpointInfo info) {
        List<String> texts = new ArrayList<>();
        info.address().relayUrls().forEach(relay -> texts.add(RELAY + "=" + relay));
        info.userData().ifPresent(data -> texts.add(USER_DATA + "=" + data));
        info.address().directAddresses()
                .forEach(address -> texts.add(ADDRESS + "=" + SocketAddresses.format(address)));
        return texts;
    }

    /** Reads attributes of an endpoint. */
    static RecordResult<EndpointInfo> decode(EndpointId endpoint, List<String> texts) {
        Collected collected = new Collected();
        for (String text : texts) {
            // What follows a second equals sign is cut off, as iroh does.
            String[] parts = text.split("=", 3);
            if (parts.length < 2 || !collected.add(parts[0], parts[1])) {
                return new RecordResult.Rejected<>(RecordRejection.UNKNOWN_ATTRIBUTE);
            }
        }
        return new RecordResult.Parsed<>(collected.info(endpoint));
    }

    private static final class Collected {

        private final Set<RelayUrl> relays = new LinkedHashSet<>();
        private final Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        private Optional<String> userData = Optional.empty();

        /** Returns whether the key is known. */
        boolean add(String key, String value) {
            switch (key) {
                case RELAY -> addRelay(value);
                case ADDRESS -> addAddress(value);
                case USER_DATA -> addUserData(value);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void addRelay(String value) {
            try {
                RelayUrl relay = RelayUrl.parse(value);
                if (relays.size() < EndpointAddr.MAX_RELAY_URLS) {
                    relays.add(relay);
                }
            } catch (IllegalArgumentException e) {
                // Not a relay that can be dialled from here.
            }
        }

        private void addAddress(String value) {
            try {
                InetSocketAddress address = SocketAddresses.parse(value);
                if (address.getPort() != 0 && addresses.size() < EndpointAddr.MAX_DIRECT_ADDRESSES) {
                    addresses.add(address);
                }
            } catch (IllegalArgumentException e) {
                // An address of another kind of network, perhaps.
            }
        }

        private void addUserData(String value) {
            boolean fits = value.getBytes(StandardCharsets.UTF_8).length <= EndpointInfo.MAX_USER_DATA_BYTES;
            if (userData.isEmpty() && fits) {
                userData = Optional.of(value);
            }
        }

        EndpointInfo info(EndpointId endpoint) {
            return new EndpointInfo(new EndpointAddr(endpoint, List.copyOf(relays), List.copyOf(addresses)), userData);
        }
    }
}
