package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private final TokenBucket bucket = new TokenBucket(3, 10);

    @Test
    void givesItsCapacityAtOnceAndThenItsRate() {
        assertEquals(3, takeAll(0));
        assertEquals(0, takeAll(99));
        assertEquals(1, takeAll(100));
        assertEquals(2, takeAll(399));
        assertEquals(1, takeAll(400));
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        assertEquals(3, takeAll(0));
        assertEquals(3, takeAll(1_000_000_000_000L));
    }

    @Test
    void tellsWhenTheNextTokenComes() {
        takeAll(0);
        assertFalse(bucket.take(at(50)));
        assertEquals(at(100), bucket.nextToken());
        assertTrue(bucket.take(bucket.nextToken()));
    }

    private int takeAll(long millis) {
        int taken = 0;
        while (bucket.take(at(millis))) {
            taken++;
        }
        return taken;
    }

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
