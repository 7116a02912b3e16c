package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldBackTest {

    private static final Duration SLOW = Duration.ofMillis(150);
    private static final Duration FAST = Duration.ofMillis(10);

    private final HoldBack holdBack = new HoldBack();

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }

    private void send(int datagrams, long everyMillis) {
        for (int i = 0; i < datagrams; i++) {
            holdBack.onSent(at(i * everyMillis));
        }
    }

    private boolean keep(int what, Instant now) {
        return holdBack.keep(ByteBuffer.wrap(new byte[] {(byte) what}), 0, now);
    }

    private List<Integer> end() {
        return holdBack.end().stream().map(held -> (int) held.payload().get(0)).toList();
    }

    @Test
    void aBusySenderWaitsUntilTheLastDatagramOfTheSlowPathIsThere() {
        send(100, 1);

        holdBack.onSwitch(SLOW, FAST, at(100));

        // Half the difference of the round trips and a quarter more, after the last one at 99 ms.
        assertEquals(at(99).plusNanos(87_500_000), holdBack.until());
        assertTrue(keep(1, at(100)));
        assertTrue(keep(2, at(186)));
        assertFalse(keep(3, at(187)));
        assertEquals(List.of(1, 2), end());
        assertNull(holdBack.until());
    }

    @Test
    void whoSendsLittleIsNotDelayed() {
        send(10, 20);

        holdBack.onSwitch(SLOW, FAST, at(181));

        assertNull(holdBack.until());
        assertFalse(keep(1, at(181)));
    }

    @Test
    void whoWasBusyLongAgoIsNotDelayed() {
        send(100, 1);

        holdBack.onSwitch(SLOW, FAST, at(190));

        assertNull(holdBack.until());
    }

    @Test
    void aPathThatIsNotFasterOrFollowsOneThatWasNotMeasuredDelaysNothing() {
        send(100, 1);
        holdBack.onSwitch(FAST, SLOW, at(100));
        assertNull(holdBack.until());

        send(100, 1);
        holdBack.onSwitch(Duration.ZERO, FAST, at(100));
        assertNull(holdBack.until());
    }

    @Test
    void whoHasSentNothingIsNotDelayed() {
        holdBack.onSwitch(SLOW, FAST, at(100));

        assertNull(holdBack.until());
    }

    @Test
    void aFullQueueTakesNoMore() {
        send(100, 1);
        holdBack.onSwitch(SLOW, FAST, at(100));
        for (int i = 0; i < HoldBack.DATAGRAMS_MAX; i++) {
            assertTrue(keep(i, at(101)));
        }

        assertFalse(keep(0, at(101)));

        assertEquals(HoldBack.DATAGRAMS_MAX, end().size());
    }

    @Test
    void aVerySlowPathDelaysTheNextForHalfASecondAtMost() {
        send(100, 1);

        holdBack.onSwitch(Duration.ofSeconds(10), FAST, at(100));

        assertEquals(at(599), holdBack.until());
    }

    @Test
    void datagramsAreCopied() {
        send(100, 1);
        holdBack.onSwitch(SLOW, FAST, at(100));
        ByteBuffer payload = ByteBuffer.wrap(new byte[] {9, 7, 9}).position(1).limit(2);

        assertTrue(holdBack.keep(payload, 0, at(101)));
        payload.put(1, (byte) 0);

        assertEquals(1, payload.position());
        assertEquals(List.of(7), end());
    }
}
