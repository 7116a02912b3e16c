package dev.magicsock.netsim.random;

import java.util.random.RandomGenerator;

/**
 * The xoshiro256++ generator of Blackman and Vigna: small, fast and fixed for good.
 *
 * <p>Written here rather than taken from the JDK so that a run depends on no JDK's choice of algorithm or seeding, and
 * so that starting a network does not search for providers. Not thread-safe.
 */
final class Xoshiro256PlusPlus implements RandomGenerator {

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** The four words must not all be zero: that state maps to itself. */
    Xoshiro256PlusPlus(long s0, long s1, long s2, long s3) {
        if ((s0 | s1 | s2 | s3) == 0) {
            throw new IllegalArgumentException("the state of xoshiro256++ must not be all zero");
        }
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }
}
