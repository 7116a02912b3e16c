package dev.magicsock.identity;

import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The secret half of an identity: a 32-byte Ed25519 seed (RFC 8032 section 5.1.5).
 *
 * <p>Never printed: {@link #toString} shows only whose key it is. Immutable and thread-safe.
 */
public final class SecretKey {

    /** Length of the seed. */
    public static final int BYTES = 32;

    /** Length of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    private final byte[] seed;
    private final byte[] publicKey;
    private final EndpointId id;

    private SecretKey(byte[] seed) {
        this.seed = seed;
        this.publicKey = new byte[EndpointId.BYTES];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        this.id = EndpointId.of(publicKey);
    }

    /**
     * The key with this seed; the array is copied.
     *
     * @throws IllegalArgumentException unless the seed has 32 bytes
     */
    public static SecretKey of(byte[] seed) {
        if (seed.length != BYTES) {
            throw new IllegalArgumentException("a secret key has " + BYTES + " bytes, not " + seed.length);
        }
        return new SecretKey(seed.clone());
    }

    /** A fresh key. Outside a simulation {@code random} must be a {@link java.security.SecureRandom}. */
    public static SecretKey generate(RandomGenerator random) {
        byte[] seed = new byte[BYTES];
        random.nextBytes(seed);
        return new SecretKey(seed);
    }

    /** The public half. */
    public EndpointId id() {
        return id;
    }

    /** The 64-byte Ed25519 signature of {@code message}: plain Ed25519, no context, no prehash. */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** The seed; a fresh array, for storing the key and for key agreement. Whoever asks keeps it secret. */
    public byte[] toBytes() {
        return seed.clone();
    }

    /** True for the same seed; the time taken does not depend on the bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey that && MessageDigest.isEqual(seed, that.seed);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "SecretKey(of " + id.toShortString() + ")";
    }
}
