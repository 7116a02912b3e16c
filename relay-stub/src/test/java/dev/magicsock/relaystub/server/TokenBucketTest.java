package dev.magicsock.relaystub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final Instant START = Instant.EPOCH;

    @Test
    void itStartsFullAndIsEmptyAtExactlyItsBurst() {
        assertEquals(Optional.empty(), new TokenBucket(new RateLimit(1_000, 500), START).take(499, START));
        assertEquals(Optional.of(START.plusMillis(100)),
                new TokenBucket(new RateLimit(1_000, 500), START).take(500, START));
    }

    @Test
    void whatIsOverdrawnHasToBePaidBackFirst() {
        assertEquals(Optional.of(START.plusMillis(400)),
                new TokenBucket(new RateLimit(1_000, 500), START).take(800, START), "-300 plus four times 100");
        assertEquals(Optional.of(START.plusMillis(400)),
                new TokenBucket(new RateLimit(1_000, 500), START).take(899, START), "-399 plus four times 100");
    }

    @Test
    void itNeverHoldsMoreThanItsBurst() {
        TokenBucket bucket = new TokenBucket(new RateLimit(1_000, 500), START);
        Instant muchLater = START.plusSeconds(1_000_000_000L);
        assertEquals(Optional.of(muchLater.plusMillis(100)), bucket.take(500, muchLater));
    }

    @Test
    void inTheLongRunTheRateIsKept() {
        TokenBucket bucket = new TokenBucket(RateLimit.of(10_000), START);
        SplittableRandom random = new SplittableRandom(9);
        Instant now = START;
        long taken = 0;
        while (now.isBefore(START.plusSeconds(100))) {
            int bytes = random.nextInt(1, 3_000);
            taken += bytes;
            now = bucket.take(bytes, now).orElse(now);
        }
        long seconds = now.getEpochSecond();
        assertTrue(Math.abs(taken - 10_000 * seconds) <= 10_000 + 3_000, taken + " bytes in " + seconds + " s");
    }

    @Test
    void limitsThatRefillNothingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(9, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(100, 0));
        assertEquals(new RateLimit(100, 10), RateLimit.of(100));
    }
}
