package dev.magicsock.quicsim.ambient;

import dev.magicsock.quicsim.kernel.Kernel;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** What a {@link SecureRandom} is in woven code: random numbers that follow from the seed, and keep no secret. */
public final class SimSecureRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    public SimSecureRandom() {
        super(new FromKernel(), null);
    }

    private static final class FromKernel extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;

        @Override
        protected void engineSetSeed(byte[] seed) {
            // The process has its seed.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            Kernel.current().random().nextBytes(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] seed = new byte[count];
            engineNextBytes(seed);
            return seed;
        }
    }
}
