package dev.magicsock.netsim.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomForksTest {

    @Test
    void generatorGivesThePublishedNumbers() {
        RandomGenerator generator = new Xoshiro256PlusPlus(1, 2, 3, 4);

        long[] drawn = LongStream.generate(generator::nextLong).limit(10).toArray();

        // From the test of the rand_xoshiro crate, made with the authors' reference implementation.
        assertArrayEquals(new long[] {41943041L, 58720359L, 3588806011781223L, 3591011842654386L,
            Long.parseUnsignedLong("9228616714210784205"),
            Long.parseUnsignedLong("9973669472204895162"), Long.parseUnsignedLong("14011001112246962877"),
            Long.parseUnsignedLong("12406186145184390807"), Long.parseUnsignedLong("15849039046786891736"),
            Long.parseUnsignedLong("10450023813501588000")}, drawn);
    }

    @Test
    void stateOfAllZerosIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Xoshiro256PlusPlus(0, 0, 0, 0));
    }

    @Test
    void sameSeedAndNameGiveTheSameDraws() {
        assertEquals(new RandomForks(7).fork("home/nat").nextLong(), new RandomForks(7).fork("home/nat").nextLong());
    }

    @Test
    void otherSeedOrNameGiveOtherDraws() {
        long drawn = new RandomForks(7).fork("home/nat").nextLong();

        assertNotEquals(drawn, new RandomForks(8).fork("home/nat").nextLong());
        assertNotEquals(drawn, new RandomForks(7).fork("home/nat2").nextLong());
    }

    @Test
    void forkingAndDrawingElsewhereChangesNothing() {
        RandomForks quiet = new RandomForks(7);
        RandomForks busy = new RandomForks(7);
        busy.fork("somebody else").nextLong();
        RandomGenerator interleaved = busy.fork("alice");
        busy.fork("bob").nextLong();

        assertEquals(quiet.fork("alice").nextLong(), interleaved.nextLong());
    }

    @Test
    void derivationIsPinned() {
        // SHA-256 of the bytes 00 00 00 00 00 00 00 07 and "alice"; computed with sha256sum, so that the derivation
        // never drifts.
        RandomGenerator alice = new RandomForks(7).fork("alice");
        RandomGenerator expected = new Xoshiro256PlusPlus(0xefcfdf92046bdbfeL, 0x72f4bbebabbbe807L,
                0xc3a544124ce0b6dbL, 0xcf411da8954ab175L);

        assertEquals(expected.nextLong(), alice.nextLong());
    }
}
