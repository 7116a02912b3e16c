package dev.magicsock.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionRaceTest {

    private static final InetAddress V4_A = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress V4_B = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress V4_C = InetAddress.ofLiteral("192.0.2.3");
    private static final InetAddress V6_A = InetAddress.ofLiteral("2001:db8::1");
    private static final InetAddress V6_B = InetAddress.ofLiteral("2001:db8::2");

    @Test
    void familiesTakeTurnsBeginningWithIpv6() {
        assertEquals(List.of(V6_A, V4_A, V6_B, V4_B, V4_C), order(List.of(V4_A, V4_B, V4_C, V6_A, V6_B)));
        assertEquals(List.of(V4_B, V4_A), order(List.of(V4_B, V4_A, V4_B)));
        assertEquals(List.of(V6_B, V6_A), order(List.of(V6_B, V6_A)));
    }

    @Test
    void theNextAttemptWaitsAQuarterOfASecond() {
        ConnectionRace race = new ConnectionRace(List.of(V6_A, V4_A), at(0));

        assertEquals(Optional.of(V6_A), race.due(at(0)));
        assertEquals(Optional.empty(), race.due(at(0)));
        assertEquals(Optional.of(at(250)), race.nextDeadline());
        assertEquals(Optional.empty(), race.due(at(249)));
        assertEquals(Optional.of(V4_A), race.due(at(250)));
        assertEquals(Optional.empty(), race.nextDeadline());
        assertFalse(race.isLost());
    }

    @Test
    void aFailureBringsTheNextAttemptForwardAndTheLastOneEndsTheRace() {
        ConnectionRace race = new ConnectionRace(List.of(V6_A, V4_A), at(0));
        race.due(at(0));
        race.failed(at(10));

        assertEquals(Optional.of(at(10)), race.nextDeadline());
        assertEquals(Optional.of(V4_A), race.due(at(10)));
        assertFalse(race.isLost());
        race.failed(at(20));
        assertTrue(race.isLost());
    }

    @Test
    void aNameWithManyAddressesIsTriedAtSome() {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(InetAddress.ofLiteral("192.0.2." + i));
        }
        assertEquals(many.subList(0, ConnectionRace.MAX_ATTEMPTS), order(many));
    }

    private static List<InetAddress> order(List<InetAddress> addresses) {
        ConnectionRace race = new ConnectionRace(addresses, at(0));
        List<InetAddress> order = new ArrayList<>();
        for (Optional<InetAddress> due = race.due(at(0)); due.isPresent(); due = race.due(at(0))) {
            order.add(due.get());
            race.failed(at(0));
        }
        return order;
    }

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
