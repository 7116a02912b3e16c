package dev.magicsock.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Seals and opens authenticated boxes between two identities. Not thread-safe: it reuses its working memory.
 *
 * <pre>
 * | Poly1305 tag 16 | ciphertext, as long as the plaintext | nonce 24 |
 * </pre>
 *
 * <p>The box is libsodium's {@code crypto_box_curve25519xchacha20poly1305_easy} with the nonce behind it: the first 32
 * bytes of the key stream are the key of the tag, the next ones hide the plaintext, and the tag covers the ciphertext
 * alone. This is not the AEAD of draft-irtf-cfrg-xchacha-03, whose tag also covers lengths.
 */
public final class SealedBox {

    /** Bytes before the ciphertext. */
    public static final int TAG_BYTES = 16;

    /** How much longer a box is than its plaintext. */
    public static final int OVERHEAD_BYTES = TAG_BYTES + XChaCha20.NONCE_BYTES;

    private static final int TAG_KEY_BYTES = 32;

    private final XChaCha20 stream = new XChaCha20();
    private final Poly1305 mac = new Poly1305();
    private final byte[] block = new byte[XChaCha20.BLOCK_BYTES];
    private final byte[] tag = new byte[TAG_BYTES];
    private final byte[] nonce = new byte[XChaCha20.NONCE_BYTES];

    /**
     * Seals in place: the plaintext stands at {@code offset + }{@link #TAG_BYTES}, the box is written around it from
     * {@code offset} on, {@value #OVERHEAD_BYTES} bytes longer.
     *
     * @param nonces a generator that never gives the same 24 bytes twice, so a good one
     * @throws IndexOutOfBoundsException if the box does not fit
     */
    public void seal(SharedSecret secret, byte[] buffer, int offset, int plaintextBytes, RandomGenerator nonces) {
        int ciphertext = offset + TAG_BYTES;
        int end = ciphertext + plaintextBytes;
        nonces.nextBytes(nonce);
        System.arraycopy(nonce, 0, buffer, end, nonce.length);
        startBox(secret, buffer, end);
        applyStream(buffer, ciphertext, plaintextBytes, buffer, ciphertext);
        mac.update(buffer, ciphertext, plaintextBytes);
        mac.doFinal(buffer, offset);
    }

    /**
     * Opens a box into {@code plaintext}, where it takes {@code boxBytes - }{@value #OVERHEAD_BYTES} bytes from the
     * start. The box itself is left as it is.
     *
     * @return false if the box is too short or was not sealed with this secret; then nothing is written
     * @throws IndexOutOfBoundsException if the box is genuine and {@code plaintext} is too small for it
     */
    public boolean open(SharedSecret secret, byte[] source, int offset, int boxBytes, byte[] plaintext) {
        int plaintextBytes = boxBytes - OVERHEAD_BYTES;
        if (plaintextBytes < 0) {
            return false;
        }
        int ciphertext = offset + TAG_BYTES;
        startBox(secret, source, ciphertext + plaintextBytes);
        mac.update(source, ciphertext, plaintextBytes);
        mac.doFinal(tag, 0);
        byte[] claimed = Arrays.copyOfRange(source, offset, ciphertext);
        // Takes the same time wherever the first difference is.
        if (!MessageDigest.isEqual(tag, claimed)) {
            return false;
        }
        applyStream(source, ciphertext, plaintextBytes, plaintext, 0);
        return true;
    }

    /** Leaves the first block of the stream in {@link #block} and the tag keyed with its first half. */
    private void startBox(SharedSecret secret, byte[] source, int nonceOffset) {
        secret.startStream(stream, source, nonceOffset);
        stream.nextBlock(block);
        mac.init(new KeyParameter(block, 0, TAG_KEY_BYTES));
    }

    private void applyStream(byte[] source, int offset, int length, byte[] target, int targetOffset) {
        int position = TAG_KEY_BYTES;
        for (int i = 0; i < length; i++) {
            if (position == block.length) {
                stream.nextBlock(block);
                position = 0;
            }
            target[targetOffset + i] = (byte) (source[offset + i] ^ block[position++]);
        }
    }
}
