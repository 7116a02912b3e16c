package dev.magicsock.netsim.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * Hands every component a random generator of its own, derived from the root seed and the component's name.
 *
 * <p>The state of a child is SHA-256 over the root seed (8 bytes, big-endian) and the name in UTF-8. Equal seed and
 * name give equal draws in every JVM, whatever else is forked before or after.
 */
public final class RandomForks {

    private final long seed;

    public RandomForks(long seed) {
        this.seed = seed;
    }

    /** The root seed. */
    public long seed() {
        return seed;
    }

    /**
     * The generator of a component, at the start of its sequence.
     *
     * @param name unique in the network, such as {@code link/alice/eth0/up}; the same name gives the same draws again
     */
    public RandomGenerator fork(String name) {
        ByteBuffer state = ByteBuffer.wrap(digest(name));
        return new Xoshiro256PlusPlus(state.getLong(), state.getLong(), state.getLong(), state.getLong());
    }

    private byte[] digest(String name) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
            return sha256.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
