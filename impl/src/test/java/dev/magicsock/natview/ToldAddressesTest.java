package dev.magicsock.natview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.address.SocketAddresses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToldAddressesTest {

    @Test
    void onePortOfAPublicAddressLooksTheSameToEverybody() {
        assertEquals(MappingView.ENDPOINT_INDEPENDENT,
                of("203.0.113.9:1111", "192.168.1.2:40000", "[2001:db8::1]:40000").classify().mapping());
    }

    @Test
    void severalPortsDependOnWhoLooks() {
        NatClass seen = of("203.0.113.9:1111", "203.0.113.9:22222").classify();
        assertEquals(MappingView.DESTINATION_DEPENDENT, seen.mapping());
        assertEquals(new PortAllocation.Random(), seen.ports());
    }

    @Test
    void portsAtEqualDistancesAreTheNextOnesOfASequence() {
        assertEquals(new PortAllocation.Sequential(2),
                of("203.0.113.9:1111", "203.0.113.9:1113", "203.0.113.9:1115").classify().ports());
        assertEquals(new PortAllocation.Random(),
                of("203.0.113.9:1111", "203.0.113.9:1113", "203.0.113.9:1114").classify().ports());
    }

    @Test
    void theAddressWithMostPortsIsTheOneInQuestion() {
        assertEquals(List.of(1, 2),
                of("198.51.100.1:5", "203.0.113.9:1", "203.0.113.9:2", "203.0.113.9:1").ports());
    }

    @Test
    void privateAddressesTellNothing() {
        assertEquals(NatClass.UNKNOWN, of("192.168.1.2:1", "192.168.1.2:2", "127.0.0.1:3").classify());
        assertEquals(NatClass.UNKNOWN, of().classify());
    }

    private static ToldAddresses of(String... told) {
        return ToldAddresses.of(Stream.of(told).map(SocketAddresses::parse).toList());
    }
}
