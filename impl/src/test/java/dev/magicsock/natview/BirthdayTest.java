package dev.magicsock.natview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BirthdayTest {

    private static final int SPACE = 64_512;

    @Test
    void smallCasesAreThoseThatCanBeCountedByHand() {
        assertEquals(0, Birthday.success(10, 0, 5));
        assertEquals(0, Birthday.success(10, 3, 0));
        assertEquals(0.3, Birthday.success(10, 3, 1), 1e-12);
        assertEquals(1 - 7.0 / 10 * 6 / 9, Birthday.success(10, 3, 2), 1e-12);
        assertEquals(1, Birthday.success(10, 3, 8));
    }

    @Test
    void openAndProbedPortsCanChangePlaces() {
        assertEquals(Birthday.success(SPACE, 256, 1000), Birthday.success(SPACE, 1000, 256), 1e-12);
    }

    @Test
    void drawnGuessesSucceedAsOftenAsComputed() {
        SplittableRandom random = new SplittableRandom(7);
        int worlds = 4000;
        for (int probes : new int[] {128, 256, 512, 1024, 2048}) {
            int met = 0;
            for (int world = 0; world < worlds; world++) {
                met += meets(random, 256, probes) ? 1 : 0;
            }
            double expected = Birthday.success(SPACE, 256, probes);
            double standardError = Math.sqrt(expected * (1 - expected) / worlds);
            assertEquals(expected, met / (double) worlds, 3 * standardError, probes + " probes");
        }
    }

    /** Whether one of the first ports of a random order is among those drawn. */
    private static boolean meets(SplittableRandom random, int open, int probes) {
        boolean[] isOpen = new boolean[SPACE];
        for (int i = 0; i < open; ) {
            int port = random.nextInt(SPACE);
            i += isOpen[port] ? 0 : 1;
            isOpen[port] = true;
        }
        PortScan scan = new PortScan(random);
        for (int i = 0; i < probes; i++) {
            if (isOpen[scan.next() - 1024]) {
                return true;
            }
        }
        return false;
    }

    @Test
    void asManyProbesAsComputedSuffice() {
        for (double wanted : new double[] {0.5, 0.95, 0.99}) {
            int probes = Birthday.probesFor(SPACE, 256, wanted);
            assertTrue(Birthday.success(SPACE, 256, probes) >= wanted);
            assertTrue(Birthday.success(SPACE, 256, probes - 1) < wanted);
        }
        assertEquals(0, Birthday.probesFor(SPACE, 256, 0));
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Birthday.success(10, 11, 1));
        assertThrows(IllegalArgumentException.class, () -> Birthday.success(10, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> Birthday.probesFor(10, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Birthday.probesFor(10, 0, 0.5));
    }
}
