package dev.magicsock.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketAddressesTest {

    /** The IPv6 examples are those of RFC 5952 sections 4.2 and 4.3. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:80, 192.0.2.1:80",
        "[2001:0DB8::0001]:443, [2001:db8::1]:443",
        "[2001:db8:0:0:0:0:2:1]:1, [2001:db8::2:1]:1",
        "[2001:db8::1:1:1:1:1]:1, [2001:db8:0:1:1:1:1:1]:1",
        "[2001:0:0:1:0:0:0:1]:1, [2001:0:0:1::1]:1",
        "[2001:db8:0:0:1:0:0:1]:65535, [2001:db8::1:0:0:1]:65535",
        "[::]:0, [::]:0",
        "[1::]:7, [1::]:7",
        "[::ffff:192.0.2.1]:80, 192.0.2.1:80"
    })
    void printsCanonicalText(String text, String canonical) {
        assertEquals(canonical, SocketAddresses.format(SocketAddresses.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", ":", "80", "192.0.2.1", "192.0.2.1:", "192.0.2.1:65536", "192.0.2.1:-1", "192.0.2.1:+1", "192.0.2:80",
        "192.0.2.256:80", "[192.0.2.1]:80", "2001:db8::1:80", "[2001:db8::1]", "[fe80::1%eth0]:80", "localhost:80",
        "a.b.c.d:80", "[]:80", "[::1:80", "3221225985:80", "192.0.2.1:\u0661"
    })
    void refusesNamesZonesAndOtherTexts(String text) {
        assertThrows(IllegalArgumentException.class, () -> SocketAddresses.parse(text));
    }

    @Test
    void refusesToPrintNames() {
        assertThrows(IllegalArgumentException.class,
                () -> SocketAddresses.format(InetSocketAddress.createUnresolved("localhost", 80)));
    }

    @Test
    void writesIpv4AsMappedIpv6() {
        byte[] buffer = HexFormat.of().parseHex("ee".repeat(18));
        SocketAddresses.writeMapped(SocketAddresses.parse("1.2.3.4:0").getAddress(), buffer, 1);
        assertEquals("ee" + "00".repeat(10) + "ffff01020304" + "ee", HexFormat.of().formatHex(buffer));
        assertTrue(SocketAddresses.readMapped(buffer, 1) instanceof Inet4Address);
    }

    @Property(tries = 300)
    void everyAddressReadsBackFromTextAndBytes(@ForAll @Size(16) byte[] bytes, @ForAll boolean v4,
            @ForAll @IntRange(max = 65535) int port) {
        InetAddress ip = SocketAddresses.ofBytes(v4 ? Arrays.copyOf(bytes, 4) : bytes);
        InetSocketAddress address = new InetSocketAddress(ip, port);
        assertEquals(address, SocketAddresses.parse(SocketAddresses.format(address)));
        byte[] mapped = new byte[16];
        SocketAddresses.writeMapped(ip, mapped, 0);
        assertEquals(ip, SocketAddresses.readMapped(mapped, 0));
    }

    @Test
    void ordersByFamilyThenBytesThenPort() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String text : List.of("[::1]:1", "200.0.0.1:1", "10.0.0.1:2", "10.0.0.1:1")) {
            addresses.add(SocketAddresses.parse(text));
        }
        addresses.sort(SocketAddresses.ORDER);
        assertEquals(List.of("10.0.0.1:1", "10.0.0.1:2", "200.0.0.1:1", "[::1]:1"),
                addresses.stream().map(SocketAddresses::format).toList());
    }

    @Property(tries = 300)
    void noTextMakesTheParserFailOtherwise(@ForAll String text) {
        assertTrue(SocketAddresses.parseAddress(text).isEmpty() || text.indexOf('.') >= 0 || text.indexOf(':') >= 0);
    }
}
