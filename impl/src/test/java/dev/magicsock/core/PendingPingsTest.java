package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.wire.TransactionId;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PendingPingsTest {

    private static final EndpointId BOB = SecretKey.generate(new SplittableRandom(1)).id();
    private static final EndpointId MALLORY = SecretKey.generate(new SplittableRandom(2)).id();
    private static final PathId PATH = new PathId.Direct(new SocketId(1), SocketAddresses.parse("192.0.2.1:1"));
    private static final PathId OTHER_SOCKET = new PathId.Direct(new SocketId(2), SocketAddresses.parse("192.0.2.1:1"));

    private final PendingPings pending = new PendingPings(2);

    @Test
    void anAnswerCountsOnce() {
        PendingPings.Ping ping = send(1, 0);
        assertEquals(new PendingPings.Answer.Matches(ping), answer(1, BOB, PATH, 1));
        assertEquals(new PendingPings.Answer.Unexpected(), answer(1, BOB, PATH, 1));
    }

    @Test
    void theWrongKeyIsNoAnswerAndSpoilsNothing() {
        PendingPings.Ping ping = send(1, 0);
        assertEquals(new PendingPings.Answer.Unexpected(), answer(1, MALLORY, PATH, 1));
        assertEquals(new PendingPings.Answer.Matches(ping), answer(1, BOB, PATH, 1));
    }

    @Test
    void theWrongPathIsToldApartAndSpoilsNothing() {
        PendingPings.Ping ping = send(1, 0);
        assertEquals(new PendingPings.Answer.FromElsewhere(ping), answer(1, BOB, OTHER_SOCKET, 1));
        assertEquals(new PendingPings.Answer.Matches(ping), answer(1, BOB, PATH, 1));
    }

    @Test
    void afterFiveSecondsNoAnswerCounts() {
        send(1, 0);
        assertEquals(new PendingPings.Answer.Unexpected(), answer(1, BOB, PATH, 5));
    }

    @Test
    void atTheBoundTheOldestIsForgotten() {
        send(1, 0);
        PendingPings.Ping second = send(2, 1);
        PendingPings.Ping third = send(3, 2);
        assertEquals(new PendingPings.Answer.Unexpected(), answer(1, BOB, PATH, 2));
        assertEquals(new PendingPings.Answer.Matches(second), answer(2, BOB, PATH, 2));
        assertEquals(new PendingPings.Answer.Matches(third), answer(3, BOB, PATH, 2));
    }

    private PendingPings.Ping send(int transaction, long second) {
        PendingPings.Ping ping = new PendingPings.Ping(BOB, PATH, 100, Instant.ofEpochSecond(second));
        pending.add(new TransactionId(0, transaction), ping);
        return ping;
    }

    private PendingPings.Answer answer(int transaction, EndpointId sender, PathId path, long second) {
        return pending.answer(new TransactionId(0, transaction), sender, path, Instant.ofEpochSecond(second));
    }
}
