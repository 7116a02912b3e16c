package dev.magicsock.netsim.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    private final RoutingTable table = new RoutingTable();

    @Test
    void addressGoesBeforeLongerAndShorterPrefixes() {
        table.put(IpPrefix.parse("10.0.0.0/8"), 1);
        table.put(IpPrefix.parse("10.1.0.0/16"), 2);
        table.put(IpAddress.parse("10.1.0.1"), 3);

        assertEquals(1, find("10.2.0.1"));
        assertEquals(2, find("10.1.0.2"));
        assertEquals(3, find("10.1.0.1"));
        assertEquals(AddressTable.NONE, find("11.0.0.1"));
    }

    @Test
    void familiesAreApart() {
        table.put(IpPrefix.parse("0.0.0.0/0"), 1);
        table.put(IpPrefix.parse("2001:db8::/32"), 2);

        assertEquals(2, find("2001:db8:1::1"));
        assertEquals(AddressTable.NONE, find("2001:db9::1"));
        assertEquals(1, find("203.0.113.1"));
    }

    @Test
    void removedAddressFallsBackToItsPrefix() {
        table.put(IpPrefix.parse("2001:db8::/48"), 1);
        table.put(IpAddress.parse("2001:db8::7"), 2);
        table.remove(IpAddress.parse("2001:db8::7"));
        table.remove(IpAddress.parse("2001:db8::8"));

        assertEquals(1, find("2001:db8::7"));
    }

    @Property(tries = 100)
    void lookupsEqualALinearSearch(@ForAll long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        RoutingTable tested = new RoutingTable();
        List<IpPrefix> prefixes = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            IpAddress address = crowded(dice);
            int bits = address.isV4() ? 32 : 128;
            IpPrefix prefix = IpPrefix.around(address, dice.nextInt(3) == 0 ? bits : dice.nextInt(bits + 1));
            if (!prefixes.contains(prefix)) {
                prefixes.add(prefix);
                ports.add(i);
                if (prefix.length() == bits) {
                    tested.put(prefix.address(), i);
                } else {
                    tested.put(prefix, i);
                }
            }
        }
        for (int i = 0; i < 200; i++) {
            IpAddress wanted = crowded(dice);
            int expected = prefixes.stream().filter(prefix -> prefix.contains(wanted))
                    .max(Comparator.comparingInt(IpPrefix::length))
                    .map(prefix -> ports.get(prefixes.indexOf(prefix))).orElse(AddressTable.NONE);
            assertEquals(expected, tested.find(wanted), wanted.toString());
        }
    }

    /** Addresses that share many leading bits. */
    private static IpAddress crowded(SplittableRandom dice) {
        return dice.nextBoolean()
                ? IpAddress.v4(0x0A00_0000 | dice.nextInt(4) << 16 | dice.nextInt(4))
                : IpAddress.v6(0x2001_0DB8_0000_0000L | dice.nextInt(3), dice.nextInt(4));
    }

    private int find(String address) {
        return table.find(IpAddress.parse(address));
    }
}
