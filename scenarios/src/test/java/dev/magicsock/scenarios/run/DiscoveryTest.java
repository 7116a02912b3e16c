package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.scenarios.model.EndpointSpec.Knows;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final EndpointId BOB = Identities.keyOf("bob", 1).id();
    private static final RelayUrl EU = RelayUrl.parse("http://eu.relay.test");
    private static final RelayUrl US = RelayUrl.parse("http://us.relay.test");

    private final Discovery discovery = new Discovery();

    @Test
    void whoHasPublishedNothingIsKnownByIdentityAlone() {
        assertEquals(EndpointAddr.of(BOB), discovery.as(Knows.ADDRESSES).lookup(BOB));
    }

    @Test
    void theHomeRelayIsKnownToEverybodyAndTheLatestCounts() {
        discovery.observed(BOB, new Observation.HomeRelayChanged(Optional.empty(), EU, "first"));
        discovery.observed(BOB, new Observation.HomeRelayChanged(Optional.of(EU), US, "closer"));

        assertEquals(new EndpointAddr(BOB, List.of(US), List.of()), discovery.as(Knows.RELAY).lookup(BOB));
        assertEquals(EndpointAddr.of(Identities.keyOf("alice", 1).id()),
                discovery.as(Knows.RELAY).lookup(Identities.keyOf("alice", 1).id()));
    }

    @Test
    void addressesAreForThoseWhoAreToldThem() {
        discovery.observed(BOB, new Observation.OwnAddressesChanged(List.of(address(1), address(2))));

        assertEquals(List.of(address(1), address(2)), discovery.as(Knows.ADDRESSES).lookup(BOB).directAddresses());
        assertEquals(List.of(), discovery.as(Knows.RELAY).lookup(BOB).directAddresses());
    }

    @Test
    void noMoreAddressesArePublishedThanFit() {
        List<InetSocketAddress> many = IntStream.rangeClosed(1, 200).mapToObj(DiscoveryTest::address).toList();
        discovery.observed(BOB, new Observation.OwnAddressesChanged(many));

        assertEquals(many.subList(0, EndpointAddr.MAX_DIRECT_ADDRESSES),
                discovery.as(Knows.ADDRESSES).lookup(BOB).directAddresses());
    }

    private static InetSocketAddress address(int port) {
        return IpEndpoint.parse("198.51.100.7:" + port).toInetSocketAddress();
    }
}
