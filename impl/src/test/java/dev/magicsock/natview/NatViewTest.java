package dev.magicsock.natview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NatViewTest {

    private static final String ONE = "192.0.2.1:3478";
    private static final String ONE_OTHER_PORT = "192.0.2.1:3479";
    private static final String TWO = "192.0.2.2:3478";
    private static final int LOCAL_PORT = 40_000;

    private final NatView view = new NatView();
    private Instant now = Instant.EPOCH;

    @Test
    void oneServerTellsNothingAboutTheMapping() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, ONE, "203.0.113.9:1111");
        assertEquals(MappingView.UNKNOWN, view.classify(now).mapping());
        assertEquals(new PortAllocation.Unknown(), view.classify(now).ports());
    }

    @Test
    void theSameForTwoAddressesIsEndpointIndependent() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, TWO, "203.0.113.9:1111");
        assertEquals(MappingView.ENDPOINT_INDEPENDENT, view.classify(now).mapping());
    }

    @Test
    void anotherOneForAnotherPortIsAddressAndPortDependent() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, ONE_OTHER_PORT, "203.0.113.9:2222");
        assertEquals(MappingView.ADDRESS_AND_PORT_DEPENDENT, view.classify(now).mapping());
    }

    @Test
    void anotherOneForAnotherAddressAloneIsAddressDependent() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, ONE_OTHER_PORT, "203.0.113.9:1111");
        see(0, TWO, "203.0.113.9:2222");
        assertEquals(MappingView.ADDRESS_DEPENDENT, view.classify(now).mapping());
    }

    @Test
    void withOnePortPerAddressItStaysOpenWhichPartCounts() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, TWO, "203.0.113.9:2222");
        assertEquals(MappingView.DESTINATION_DEPENDENT, view.classify(now).mapping());
    }

    @Test
    void differentSocketsAreNeverCompared() {
        see(0, ONE, "203.0.113.9:1111");
        see(1, TWO, "203.0.113.9:2222");
        assertEquals(MappingView.UNKNOWN, view.classify(now).mapping());
    }

    @Test
    void aMappingThatMayHaveEndedIsNotComparedWithItsSuccessor() {
        see(0, ONE, "203.0.113.9:1111");
        now = now.plus(NatView.FRESH).plusMillis(1);
        see(0, TWO, "203.0.113.9:2222");
        assertEquals(MappingView.UNKNOWN, view.classify(now).mapping());
    }

    @Test
    void theLatestWordOfAServerCounts() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, TWO, "203.0.113.9:2222");
        see(0, ONE, "203.0.113.9:2222");
        assertEquals(MappingView.ENDPOINT_INDEPENDENT, view.classify(now).mapping());
    }

    @Test
    void theInternalPortOutsideIsPreserved() {
        see(0, ONE, "203.0.113.9:" + LOCAL_PORT);
        assertEquals(new PortAllocation.Preserved(), view.classify(now).ports());
    }

    @Test
    void neighboursAreASequenceAndOthersAreNot() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, TWO, "203.0.113.9:1115");
        assertEquals(new PortAllocation.Sequential(4), view.classify(now).ports());
        assertEquals(1119, view.predictor().orElseThrow().following(1).getFirst());
        see(1, TWO, "203.0.113.9:31115");
        assertEquals(new PortAllocation.Random(), view.classify(now).ports());
        assertEquals(Optional.empty(), view.predictor());
    }

    @Test
    void anotherExternalAddressBeginsAnotherSequence() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, TWO, "203.0.113.10:51111");
        assertEquals(new PortAllocation.Unknown(), view.classify(now).ports());
    }

    @Test
    void afterAChangeOfNetworkNothingIsKnown() {
        see(0, ONE, "203.0.113.9:1111");
        see(0, TWO, "203.0.113.9:1112");
        view.add(FilteringView.ADDRESS_DEPENDENT);
        view.clear();
        assertEquals(NatClass.UNKNOWN, view.classify(now));
    }

    @Test
    void aSightingNeedsAPortAndALiteralServer() {
        InetSocketAddress mapped = SocketAddresses.parse("203.0.113.9:1111");
        assertThrows(IllegalArgumentException.class,
                () -> new PortSighting(0, 0, SocketAddresses.parse(ONE), mapped, now));
        assertThrows(IllegalArgumentException.class, () -> new PortSighting(0, LOCAL_PORT,
                InetSocketAddress.createUnresolved("stun.test", 3478), mapped, now));
    }

    private void see(int socket, String server, String mapped) {
        now = now.plus(Duration.ofMillis(1));
        view.add(new PortSighting(socket, LOCAL_PORT,
                SocketAddresses.parse(server), SocketAddresses.parse(mapped), now));
    }
}
