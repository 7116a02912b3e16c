package dev.magicsock.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Optional<Deadline> EARLY = Optional.of(new Deadline(Instant.EPOCH, "early"));
    private static final Optional<Deadline> LATE = Optional.of(new Deadline(Instant.EPOCH.plusNanos(1), "late"));

    @Test
    void theEarlierOneCounts() {
        assertEquals(EARLY, Deadline.earlier(EARLY, LATE));
        assertEquals(EARLY, Deadline.earlier(LATE, EARLY));
        assertEquals(EARLY, Deadline.earlier(EARLY, Optional.of(new Deadline(Instant.EPOCH, "as early"))));
    }

    @Test
    void noDeadlineIsLaterThanAny() {
        assertEquals(LATE, Deadline.earlier(Optional.empty(), LATE));
        assertEquals(LATE, Deadline.earlier(LATE, Optional.empty()));
        assertEquals(Optional.empty(), Deadline.earlier(Optional.empty(), Optional.empty()));
    }
}
