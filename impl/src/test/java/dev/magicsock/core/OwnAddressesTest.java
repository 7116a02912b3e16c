package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.SocketId;
import dev.magicsock.punch.LocalCandidate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {

    private static final SocketId SOCKET = new SocketId(1);
    private static final InetSocketAddress SERVER = SocketAddresses.parse("203.0.113.1:3478");

    private final OwnAddresses own = new OwnAddresses(List.of());

    @Test
    void takesInterfaceAddressesWithTheSocketsPort() {
        bound("[::]:4000", "192.168.1.2", "2001:db8::2");
        assertEquals(addresses("192.168.1.2:4000", "[2001:db8::2]:4000"), own.advertised());
    }

    @Test
    void leavesOutWhatOthersCannotUse() {
        bound("[::]:4000", "127.0.0.1", "::1", "fe80::1", "192.168.1.2");
        assertEquals(addresses("192.168.1.2:4000"), own.advertised());
        assertTrue(own.contains(SocketAddresses.parse("127.0.0.1:4000")));
    }

    @Test
    void leavesOutDeprecatedAddresses() {
        own.onLocalAddresses(sockets("[::]:4000"), List.of(new LocalInterfaceAddress(ip("2001:db8::2"),
                LocalInterfaceAddress.Lifetime.DEPRECATED), LocalInterfaceAddress.preferred(ip("2001:db8::3"))));
        assertEquals(addresses("[2001:db8::3]:4000"), own.advertised());
    }

    @Test
    void tellsLoopbackOnlyIfThereIsNothingElse() {
        bound("[::]:4000", "127.0.0.1");
        assertEquals(addresses("127.0.0.1:4000"), own.advertised());
        assertTrue(own.areLoopbackOnly());
        own.onReflexive(SOCKET, SERVER, SocketAddresses.parse("198.51.100.7:70"), Optional.empty());
        assertEquals(addresses("198.51.100.7:70"), own.advertised());
        assertFalse(own.areLoopbackOnly());
    }

    @Test
    void whatAGatewayMapsComesBeforeWhatStunSeesUntilItIsLost() {
        bound("192.168.1.2:4000", "192.168.1.2");
        own.onReflexive(SOCKET, SERVER, SocketAddresses.parse("198.51.100.7:70"), Optional.empty());
        InetSocketAddress mapped = SocketAddresses.parse("198.51.100.7:4000");
        assertTrue(own.onPortMapping(Optional.of(mapped)));
        assertEquals(addresses("198.51.100.7:4000", "198.51.100.7:70", "192.168.1.2:4000"), own.advertised());
        assertEquals(LocalCandidate.Kind.PORT_MAPPED, own.kindOf(mapped));

        assertFalse(own.onPortMapping(Optional.of(mapped)));
        assertTrue(own.onPortMapping(Optional.empty()));
        assertEquals(addresses("198.51.100.7:70", "192.168.1.2:4000"), own.advertised());
    }

    @Test
    void aSocketBoundToOneAddressHasOnlyThat() {
        bound("192.168.1.2:4000", "192.168.1.2", "10.0.0.2", "2001:db8::2");
        assertEquals(addresses("192.168.1.2:4000"), own.advertised());
    }

    @Test
    void whatServersSeeComesFirstAndIsForgottenWithTheSockets() {
        bound("0.0.0.0:4000", "192.168.1.2");
        assertTrue(own.onReflexive(SOCKET, SERVER, SocketAddresses.parse("198.51.100.7:70"), Optional.empty()));
        assertFalse(own.onReflexive(SOCKET, SERVER, SocketAddresses.parse("198.51.100.7:70"), Optional.empty()));
        assertEquals(addresses("198.51.100.7:70", "192.168.1.2:4000"), own.advertised());
        assertTrue(own.onReflexive(SOCKET, SERVER, SocketAddresses.parse("198.51.100.7:71"), Optional.empty()));
        assertEquals(addresses("198.51.100.7:71", "192.168.1.2:4000"), own.advertised());
        bound("0.0.0.0:4001", "192.168.1.2");
        assertEquals(addresses("192.168.1.2:4001"), own.advertised());
    }

    @Test
    void whatOnePeerObservedIsToldToThatPeerAlone() {
        bound("0.0.0.0:4000", "192.168.1.2");
        Set<InetSocketAddress> observed = Set.of(SocketAddresses.parse("198.51.100.7:70"));
        assertEquals(addresses("198.51.100.7:70", "192.168.1.2:4000"), own.advertisedWith(observed));
        assertEquals(addresses("192.168.1.2:4000"), own.advertised());
    }

    @Test
    void neverTellsMoreThanACallMeMaybeHolds() {
        String[] many = new String[40];
        for (int i = 0; i < many.length; i++) {
            many[i] = "10.0.0." + i;
        }
        bound("0.0.0.0:4000", many);
        assertEquals(32, own.advertised().size());
        assertTrue(own.contains(SocketAddresses.parse("10.0.0.39:4000")));
    }

    private void bound(String socket, String... interfaces) {
        own.onLocalAddresses(sockets(socket), Stream.of(interfaces)
                .map(address -> LocalInterfaceAddress.preferred(ip(address))).toList());
    }

    private static List<LocalSocket> sockets(String bound) {
        return List.of(new LocalSocket(SOCKET, SocketAddresses.parse(bound)));
    }

    private static InetAddress ip(String literal) {
        return SocketAddresses.parseAddress(literal).orElseThrow();
    }

    private static List<InetSocketAddress> addresses(String... texts) {
        return Stream.of(texts).map(SocketAddresses::parse).toList();
    }
}
