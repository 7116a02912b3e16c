package dev.magicsock.crypto;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.util.Optional;

/**
 * The secret that two identities share, ready for {@link SealedBox}: both sides compute the same one.
 *
 * <p>Both Ed25519 keys are turned into X25519 keys, and HChaCha20 turns the result of X25519 into the key of the box
 * (libsodium's {@code crypto_box_curve25519xchacha20poly1305_beforenm}). That costs about as much as two signatures, so
 * whoever talks to a remote keeps this object. Immutable, thread-safe, never printed.
 */
public final class SharedSecret {

    private static final byte[] ZERO_INPUT = new byte[16];

    private final int[] key;

    private SharedSecret(int[] key) {
        this.key = key;
    }

    /**
     * The secret between the owner of {@code own} and {@code remote}; empty if the remote key is of small order, for
     * which everybody would find the same one.
     */
    public static Optional<SharedSecret> agree(SecretKey own, EndpointId remote) {
        return X25519Agreement.agree(own, remote).map(SharedSecret::ofAgreement);
    }

    private static SharedSecret ofAgreement(byte[] agreed) {
        int[] agreedWords = new int[XChaCha20.KEY_WORDS];
        for (int i = 0; i < agreedWords.length; i++) {
            agreedWords[i] = XChaCha20.word(agreed, Integer.BYTES * i);
        }
        int[] key = new int[XChaCha20.KEY_WORDS];
        new XChaCha20().hChaCha20(agreedWords, ZERO_INPUT, 0, key);
        return new SharedSecret(key);
    }

    /** Starts the key stream for one box. */
    void startStream(XChaCha20 stream, byte[] nonce, int offset) {
        stream.start(key, nonce, offset);
    }

    @Override
    public String toString() {
        return "SharedSecret";
    }
}
