package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WriteWindowTest {

    private final WriteWindow window = new WriteWindow(100);

    @Test
    void oneMessageOfAnySizeIsAlwaysAdmitted() {
        assertTrue(window.admits(1_000));
        window.handedOver(1_000, at(0));
        assertFalse(window.admits(1));
    }

    @Test
    void messagesAreAdmittedUpToTheLimit() {
        window.handedOver(60, at(0));
        assertTrue(window.admits(40));
        assertFalse(window.admits(41));
        window.written(1, at(1));
        assertTrue(window.admits(41));
    }

    @Test
    void aWriteRunsFromItsTurn() {
        window.handedOver(10, at(1));
        window.handedOver(10, at(2));
        assertEquals(Optional.of(at(1)), window.writingSince());
        window.written(15, at(5));
        assertEquals(Optional.of(at(5)), window.writingSince());
        window.written(5, at(6));
        assertEquals(Optional.empty(), window.writingSince());
    }

    @Test
    void moreThanWasHandedOverCannotBeWritten() {
        window.handedOver(10, at(0));
        assertThrows(IllegalArgumentException.class, () -> window.written(11, at(0)));
        assertThrows(IllegalArgumentException.class, () -> window.written(-1, at(0)));
    }

    @Test
    void anyPatternOfWritesAgreesWithAPlainQueue() {
        SplittableRandom random = new SplittableRandom(1);
        ArrayDeque<Integer> plain = new ArrayDeque<>();
        int partial = 0;
        Instant since = Instant.EPOCH;
        for (int step = 0; step < 2_000; step++) {
            Instant now = at(step);
            if (random.nextBoolean()) {
                int size = random.nextInt(1, 30);
                since = plain.isEmpty() ? now : since;
                plain.add(size);
                window.handedOver(size, now);
            } else {
                int bytes = random.nextInt(window.pendingBytes() + 1);
                window.written(bytes, now);
                for (partial += bytes; !plain.isEmpty() && partial >= plain.peek(); since = now) {
                    partial -= plain.poll();
                }
            }
            assertEquals(plain.isEmpty() ? Optional.empty() : Optional.of(since), window.writingSince());
            assertEquals(plain.stream().mapToInt(Integer::intValue).sum() - partial, window.pendingBytes());
        }
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
