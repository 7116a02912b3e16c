package dev.magicsock.natview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.util.ArrayList;
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
    void portsCloseToEachOtherAreASequenceAndNotForetold() {
        ToldAddresses seen = of("203.0.113.9:1111", "203.0.113.9:1113", "203.0.113.9:1115");
        assertEquals(new PortAllocation.Sequential(2), seen.classify().ports());
        assertEquals(List.of(), seen.foretold());
    }

    @Test
    void aLongRowBeforeAllElseIsForetold() {
        List<InetSocketAddress> told = new ArrayList<>();
        for (int i = 0; i < ToldAddresses.FORETOLD_MIN; i++) {
            told.add(SocketAddresses.parse("203.0.113.9:" + (2000 + 3 * i)));
        }
        told.add(SocketAddresses.parse("203.0.113.9:1990"));
        ToldAddresses seen = ToldAddresses.of(told);
        assertEquals(List.of(2000, 2003, 2006, 2009, 2012, 2015, 2018, 2021, 2024), seen.foretold());
        assertEquals(List.of(), ToldAddresses.of(told.subList(1, told.size())).foretold());
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
