package dev.magicsock.crypto;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** One side of an ephemeral X25519 key exchange (RFC 7748 section 6.1): a key pair that is used once. Immutable. */
public final class X25519KeyShare {

    /** Length of the public half. */
    public static final int BYTES = X25519.POINT_SIZE;

    private final byte[] scalar = new byte[X25519.SCALAR_SIZE];
    private final byte[] publicKey = new byte[BYTES];

    private X25519KeyShare(RandomGenerator random) {
        random.nextBytes(scalar);
        X25519.clampPrivateKey(scalar);
        X25519.scalarMultBase(scalar, 0, publicKey, 0);
    }

    /** A fresh pair. Outside a simulation {@code random} must be a {@link java.security.SecureRandom}. */
    public static X25519KeyShare generate(RandomGenerator random) {
        return new X25519KeyShare(random);
    }

    /** The 32 bytes that the other side needs; a fresh array. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /**
     * The 32 agreed bytes; empty if they are all zero, as they are for every key of small order.
     *
     * @throws IllegalArgumentException unless the other side's key has 32 bytes
     */
    public Optional<byte[]> agree(byte[] otherPublicKey) {
        if (otherPublicKey.length != BYTES) {
            throw new IllegalArgumentException("an X25519 key has " + BYTES + " bytes, not " + otherPublicKey.length);
        }
        byte[] agreed = new byte[BYTES];
        boolean contributory = X25519.calculateAgreement(scalar, 0, otherPublicKey, 0, agreed, 0);
        return contributory ? Optional.of(agreed) : Optional.empty();
    }
}
