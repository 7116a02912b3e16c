package dev.magicsock.relaystub.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.AccessRequest;
import dev.magicsock.relaystub.server.ConnectionId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ActiveFaultsTest {

    private static final EndpointId ALICE = SecretKey.of(new byte[32]).id();
    private static final EndpointId BOB = SecretKey.of(bytes(32, 1)).id();
    private static final Clients ONLY_ALICE = new Clients(List.of(ALICE));
    private static final byte[] DATAGRAM_UP = bytes(50, 4);
    private static final byte[] DATAGRAM_DOWN = bytes(50, 6);
    private static final byte[] PING = bytes(9, 9);

    private final ActiveFaults faults = new ActiveFaults(new SplittableRandom(1));

    @Test
    void withoutAFaultEverythingPasses() {
        assertEquals(Fate.PASS, up(ALICE, DATAGRAM_UP));
        assertEquals(Fate.PASS, down(ALICE, PING));
        assertEquals(Fate.PASS, faults.ofConnection(new InetSocketAddress(0)));
    }

    @Test
    void silenceTakesEverythingInItsDirectionFromThoseItConcerns() {
        faults.begin(new RelayFault.Silence(ONLY_ALICE, Direction.FROM_CLIENTS));
        assertInstanceOf(Fate.Drop.class, up(ALICE, PING));
        assertEquals(Fate.PASS, down(ALICE, PING));
        assertEquals(Fate.PASS, up(BOB, PING));
        assertEquals(Fate.PASS, faults.fromClient(new ConnectionId(1), Optional.empty(), PING));
    }

    @Test
    void aDropTakesItsShareOfDatagramsAndNothingElse() {
        faults.begin(new RelayFault.Drop(Clients.ALL, Direction.BOTH, 0.25));
        int lost = 0;
        for (int i = 0; i < 4000; i++) {
            lost += up(ALICE, i % 2 == 0 ? DATAGRAM_UP : DATAGRAM_DOWN) instanceof Fate.Drop ? 1 : 0;
            assertEquals(Fate.PASS, up(ALICE, PING));
        }
        assertTrue(lost > 850 && lost < 1150, lost + " of 4000");
    }

    @Test
    void delaysAddUpAndEndOneByOne() {
        RelayFault.Delay slow = new RelayFault.Delay(Clients.ALL, Direction.TO_CLIENTS, Duration.ofMillis(100));
        faults.begin(slow);
        faults.begin(new RelayFault.Delay(ONLY_ALICE, Direction.BOTH, Duration.ofMillis(20)));
        assertEquals(new Fate.Delay(Duration.ofMillis(120)), down(ALICE, PING));
        assertEquals(new Fate.Delay(Duration.ofMillis(20)), up(ALICE, PING));
        assertEquals(new Fate.Delay(Duration.ofMillis(100)), down(BOB, PING));
        faults.end(slow);
        assertEquals(Fate.PASS, down(BOB, PING));
    }

    @Test
    void whomAFaultDeniesIsDeniedWhateverElseLetsThemIn() {
        AccessControl control = faults.over(AccessControl.allBut(List.of(BOB)));
        assertInstanceOf(AccessControl.Decision.Allowed.class, control.decide(request(ALICE)));
        faults.begin(new RelayFault.Deny(ONLY_ALICE));
        assertEquals(new AccessControl.Decision.Denied("not authorized"), control.decide(request(ALICE)));
        faults.end(new RelayFault.Deny(ONLY_ALICE));
        assertInstanceOf(AccessControl.Decision.Allowed.class, control.decide(request(ALICE)));
        assertInstanceOf(AccessControl.Decision.Denied.class, control.decide(request(BOB)));
    }

    @Test
    void halfOpenConcernsNewConnectionsOnly() {
        faults.begin(new RelayFault.HalfOpen());
        assertInstanceOf(Fate.Drop.class, faults.ofConnection(new InetSocketAddress(0)));
        assertEquals(Fate.PASS, up(ALICE, PING));
    }

    @Test
    void impossibleFaultsAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new RelayFault.Drop(Clients.ALL, Direction.BOTH, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new RelayFault.Drop(Clients.ALL, Direction.BOTH, Double.NaN));
        assertThrows(IllegalArgumentException.class,
                () -> new RelayFault.Delay(Clients.ALL, Direction.BOTH, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Fate.Delay(Duration.ofMillis(-1)));
    }

    private Fate up(EndpointId client, byte[] message) {
        return faults.fromClient(new ConnectionId(1), Optional.of(client), message);
    }

    private Fate down(EndpointId client, byte[] message) {
        return faults.toClient(new ConnectionId(1), Optional.of(client), message);
    }

    private static AccessRequest request(EndpointId endpoint) {
        return new AccessRequest(endpoint, RelayProtocolVersion.V2, new RequestHead("GET", "/relay", List.of()));
    }

    private static byte[] bytes(int length, int first) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) first;
        return bytes;
    }
}
