package dev.magicsock.relaystub.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.relaystub.fault.Gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();
    private final List<String> passed = new ArrayList<>();

    @Test
    void whatHasNoFaultPassesAtOnce() {
        assertEquals(Verdict.PASS, admit("a", Fate.PASS, 0));
        assertEquals(Optional.empty(), gate.nextRelease());
    }

    @Test
    void whatIsDelayedPassesWhenItIsTime() {
        assertEquals(Verdict.LATER, admit("a", delay(100), 0));
        assertEquals(Optional.of(at(100)), gate.nextRelease());
        gate.release(at(99));
        assertEquals(List.of(), passed);
        gate.release(at(100));
        assertEquals(List.of("a"), passed);
        assertEquals(Optional.empty(), gate.nextRelease());
    }

    @Test
    void nothingOvertakesWhatIsDelayed() {
        admit("a", delay(100), 0);
        admit("b", delay(10), 1);
        assertEquals(Verdict.LATER, admit("c", Fate.PASS, 2));
        gate.release(at(50));
        assertEquals(List.of(), passed);
        gate.release(at(100));
        assertEquals(List.of("a", "b", "c"), passed);
        assertEquals(Verdict.PASS, admit("d", Fate.PASS, 100));
    }

    @Test
    void whatIsLostOrClosedDoesNotWait() {
        assertEquals(Verdict.LOST, admit("a", new Fate.Drop(), 0));
        assertEquals(Verdict.CLOSE, admit("b", new Fate.Close(), 0));
        gate.release(at(1000));
        assertEquals(List.of(), passed);
    }

    @Test
    void whatFindsTheGateFullIsLost() {
        for (int i = 0; i < 4096; i++) {
            assertEquals(Verdict.LATER, admit("x", delay(1), 0));
        }
        assertEquals(Verdict.LOST, admit("y", delay(1), 0));
    }

    private Verdict admit(String name, Fate fate, long millis) {
        return gate.admit(fate, () -> passed.add(name), at(millis));
    }

    private static Fate delay(long millis) {
        return new Fate.Delay(Duration.ofMillis(millis));
    }

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
