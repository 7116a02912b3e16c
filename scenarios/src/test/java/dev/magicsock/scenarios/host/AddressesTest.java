package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private final Addresses addresses = new Addresses();

    @Test
    void bothFamiliesComeBackAsTheyWent() {
        for (String text : new String[] {"198.51.100.7:4242", "[2001:db8::7]:4242", "0.0.0.0:1", "[::1]:65535"}) {
            IpEndpoint endpoint = IpEndpoint.parse(text);

            InetSocketAddress address = addresses.toSocketAddress(endpoint);

            assertEquals(endpoint.port(), address.getPort());
            assertEquals(endpoint, addresses.toEndpoint(address));
            assertEquals(endpoint, new Addresses().toEndpoint(address));
        }
    }

    @Test
    void aPairIsRememberedInBothDirections() {
        InetSocketAddress address = IpEndpoint.parse("198.51.100.7:4242").toInetSocketAddress();
        IpEndpoint endpoint = addresses.toEndpoint(address);

        assertSame(address, addresses.toSocketAddress(endpoint));
        assertSame(endpoint, addresses.toEndpoint(new InetSocketAddress(address.getAddress(), 4242)));
    }

    @Test
    void aFloodOfAddressesIsForgottenAndStillTranslatedRightly() {
        for (int i = 0; i < 20_000; i++) {
            IpEndpoint endpoint = IpEndpoint.of(IpAddress.v4(0x0A000000 + i), 1 + i);
            InetSocketAddress address = addresses.toSocketAddress(endpoint);
            assertEquals(endpoint, addresses.toEndpoint(address));
        }

        IpEndpoint first = IpEndpoint.of(IpAddress.v4(0x0A000000), 1);
        assertEquals(first.toInetSocketAddress(), addresses.toSocketAddress(first));
    }
}
