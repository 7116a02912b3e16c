package dev.magicsock.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndpointAddrTest {

    private static final EndpointId ID = EndpointId.of(new byte[32]);
    private static final RelayUrl RELAY = RelayUrl.parse("http://eu.relay.test");
    private static final InetSocketAddress V4 = SocketAddresses.parse("192.0.2.1:80");
    private static final InetSocketAddress V6 = SocketAddresses.parse("[2001:db8::1]:80");

    @Test
    void keepsTheOrderAndDropsRepetitions() {
        EndpointAddr addr = new EndpointAddr(ID, List.of(RELAY, RELAY), List.of(V6, V4, V6));
        assertEquals(List.of(RELAY), addr.relayUrls());
        assertEquals(List.of(V6, V4), addr.directAddresses());
        assertEquals("0".repeat(64) + " relay:http://eu.relay.test/ ip:[2001:db8::1]:80 ip:192.0.2.1:80",
                addr.toString());
    }

    @Test
    void needsNoAddressAtAll() {
        assertEquals(new EndpointAddr(ID, List.of(), List.of()), EndpointAddr.of(ID));
    }

    @Test
    void refusesNamesAndMissingPorts() {
        InetSocketAddress name = InetSocketAddress.createUnresolved("relay.example", 80);
        InetSocketAddress withoutPort = SocketAddresses.parse("192.0.2.1:0");
        assertThrows(IllegalArgumentException.class, () -> new EndpointAddr(ID, List.of(), List.of(name)));
        assertThrows(IllegalArgumentException.class, () -> new EndpointAddr(ID, List.of(), List.of(withoutPort)));
    }

    @Test
    void boundsHowManyAddressesThereAre() {
        int most = EndpointAddr.MAX_DIRECT_ADDRESSES;
        assertEquals(most, withDirect(most).directAddresses().size());
        assertThrows(IllegalArgumentException.class, () -> withDirect(most + 1));
        assertThrows(IllegalArgumentException.class, () -> withRelays(EndpointAddr.MAX_RELAY_URLS + 1));
    }

    private static EndpointAddr withDirect(int count) {
        return new EndpointAddr(ID, List.of(), IntStream.rangeClosed(1, count)
                .mapToObj(port -> SocketAddresses.parse("192.0.2.1:" + port)).toList());
    }

    private static EndpointAddr withRelays(int count) {
        return new EndpointAddr(ID, IntStream.rangeClosed(1, count)
                .mapToObj(port -> RelayUrl.parse("http://relay.test:" + port)).toList(), List.of());
    }
}
