package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeprecatedAddressesTest {

    @Test
    void deprecatedAndTentativeAddressesAreFound() {
        assertEquals(Set.of(SocketAddresses.parse("[2001:db8::1]:1").getAddress(),
                        SocketAddresses.parse("[2001:db8::2]:1").getAddress()),
                DeprecatedAddresses.parse(List.of(
                        "20010db8000000000000000000000001 02 40 00 20     eth0",
                        "20010db8000000000000000000000002 02 40 00 c0     eth0",
                        "20010db8000000000000000000000003 02 40 00 80     eth0",
                        "00000000000000000000000000000001 01 80 10 80       lo")));
    }

    @Test
    void otherLinesAreSkipped() {
        assertTrue(DeprecatedAddresses.parse(List.of("", "x", "zz 02 40 00 20 eth0", "2001 02 40 00 20 eth0",
                "20010db8000000000000000000000001 02 40 00 zz eth0")).isEmpty());
    }

    @Property(tries = 100)
    void noTextMakesItThrow(@ForAll List<String> lines) {
        DeprecatedAddresses.parse(lines);
    }

    @Test
    void theMachineItselfCanBeRead() {
        LocalInterfaces.read().forEach(each ->
                assertTrue(each.address().isLoopbackAddress() || !each.address().isAnyLocalAddress()));
    }
}
