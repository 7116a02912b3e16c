package dev.magicsock.crypto;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/** X25519 (RFC 7748 section 5) between Ed25519 identities. */
final class X25519Agreement {

    private X25519Agreement() {
    }

    /** The 32 agreed bytes; empty if they are all zero, as they are for every key of small order (section 6.1). */
    static Optional<byte[]> agree(SecretKey own, EndpointId remote) {
        byte[] agreed = new byte[X25519.POINT_SIZE];
        boolean contributory = X25519.calculateAgreement(secretScalar(own), 0, publicU(remote), 0, agreed, 0);
        return contributory ? Optional.of(agreed) : Optional.empty();
    }

    /** The scalar that Ed25519 itself derives from the seed (RFC 8032 section 5.1.5, steps 1 and 2). */
    static byte[] secretScalar(SecretKey key) {
        byte[] seed = key.toBytes();
        SHA512Digest digest = new SHA512Digest();
        byte[] hash = new byte[digest.getDigestSize()];
        digest.update(seed, 0, seed.length);
        digest.doFinal(hash, 0);
        byte[] scalar = Arrays.copyOf(hash, X25519.SCALAR_SIZE);
        X25519.clampPrivateKey(scalar);
        return scalar;
    }

    /** The Montgomery coordinate u = (1 + y) / (1 - y) of an id (RFC 7748 section 4.1); 0 for the neutral element. */
    static byte[] publicU(EndpointId id) {
        int[] y = X25519Field.create();
        int[] numerator = X25519Field.create();
        int[] denominator = X25519Field.create();
        X25519Field.decode255(id.toBytes(), y);
        X25519Field.one(numerator);
        X25519Field.add(numerator, y, numerator);
        X25519Field.one(denominator);
        X25519Field.sub(denominator, y, denominator);
        X25519Field.carry(denominator);
        X25519Field.inv(denominator, denominator);
        X25519Field.mul(numerator, denominator, numerator);
        X25519Field.normalize(numerator);
        byte[] u = new byte[X25519.POINT_SIZE];
        X25519Field.encode(numerator, u, 0);
        return u;
    }
}
