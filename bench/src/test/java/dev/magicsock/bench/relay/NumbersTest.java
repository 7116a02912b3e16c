package dev.magicsock.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Numbers numbers = new Numbers();

    @Test
    void whatIsOnItsWayIsMissingUntilItArrives() {
        send(3);
        assertEquals(3, numbers.missing());

        arrive(0, 1, 2);

        assertEquals(0, numbers.missing());
        assertEquals(0, numbers.outOfOrder());
    }

    @Test
    void oneThatIsLostMakesThoseBehindItNeitherMissingNorLate() {
        send(1000);

        arrive(0, 1);
        for (long number = 3; number < 1000; number++) {
            numbers.arrived(number);
        }

        assertEquals(1, numbers.missing());
        assertEquals(0, numbers.outOfOrder());
    }

    @Test
    void oneThatWasOvertakenIsLateAndNotMissing() {
        send(4);

        arrive(0, 2, 3, 1);

        assertEquals(0, numbers.missing());
        assertEquals(1, numbers.outOfOrder());
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            assertEquals(i, numbers.next());
        }
    }

    private void arrive(long... which) {
        for (long number : which) {
            numbers.arrived(number);
        }
    }
}
