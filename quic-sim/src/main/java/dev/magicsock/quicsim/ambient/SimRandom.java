package dev.magicsock.quicsim.ambient;

import dev.magicsock.quicsim.kernel.Kernel;
import java.util.Random;

/**
 * What a {@link Random} is in woven code: it keeps nothing and asks the process that is running, so that static ones do
 * not carry anything from one run to the next.
 */
public final class SimRandom extends Random {

    private static final long serialVersionUID = 1L;

    public SimRandom() {
        super(0);
    }

    @Override
    protected int next(int bits) {
        return (int) (Kernel.current().random().nextLong() >>> (Long.SIZE - bits));
    }

    /** Without effect. */
    @Override
    public void setSeed(long seed) {
        // The process has its seed.
    }
}
