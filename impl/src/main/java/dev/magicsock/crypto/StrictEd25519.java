package dev.magicsock.crypto;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 verification (RFC 8032 section 5.1.7) in its strict form. Thread-safe.
 *
 * <p>Strict means that what other implementations disagree about is refused: scalars that are not reduced, points not
 * in their canonical spelling, and public keys or commitments of small order, for which one signature would fit many
 * messages. The equation is checked without the cofactor. Bouncy Castle checks the scalar and the spelling.
 */
public final class StrictEd25519 {

    private StrictEd25519() {
    }

    /** True if {@code signature} is a 64-byte strict Ed25519 signature of {@code message} by {@code signer}. */
    public static boolean verify(EndpointId signer, byte[] message, byte[] signature) {
        if (signature.length != SecretKey.SIGNATURE_BYTES) {
            return false;
        }
        byte[] publicKey = signer.toBytes();
        return !isSmallOrder(publicKey)
                && !isSmallOrder(signature)
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }

    /** True if the first 32 bytes are one of the eight points whose order divides the cofactor. */
    private static boolean isSmallOrder(byte[] point) {
        return SmallOrderY.ALL.stream().anyMatch(y -> y.isThatOf(point));
    }
}
