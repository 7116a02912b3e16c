package dev.magicsock.identity;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * Decides whether 32 bytes decode to a point of edwards25519 (RFC 8032 section 5.1.3).
 *
 * <p>Bouncy Castle's own public key check also refuses points of small order, which are valid ids here; signatures
 * and key agreement refuse them instead.
 */
final class Edwards {

    /** The field prime 2^255 - 19, little-endian. */
    private static final byte[] P = HexFormat.of().parseHex("ed" + "ff".repeat(30) + "7f");

    /** The curve constant d = -121665/121666, little-endian (RFC 8032 section 5.1). */
    private static final byte[] D =
            HexFormat.of().parseHex("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352");

    private Edwards() {
    }

    static boolean isPoint(byte[] source, int offset) {
        byte[] encoded = Arrays.copyOfRange(source, offset, offset + EndpointId.BYTES);
        boolean negative = encoded[EndpointId.BYTES - 1] < 0;
        encoded[EndpointId.BYTES - 1] = (byte) (encoded[EndpointId.BYTES - 1] & 0x7F);
        return isReduced(encoded) && hasX(encoded, negative);
    }

    /** True if the little-endian number is below the prime; another spelling of a number would be a second id. */
    private static boolean isReduced(byte[] number) {
        for (int i = P.length - 1; i >= 0; i--) {
            int difference = (number[i] & 0xFF) - (P[i] & 0xFF);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    /** True if x = sqrt((y^2 - 1) / (d y^2 + 1)) exists, and is not zero where the sign bit asks for an odd one. */
    private static boolean hasX(byte[] encodedY, boolean negative) {
        int[] y = X25519Field.create();
        int[] u = X25519Field.create();
        int[] v = X25519Field.create();
        int[] x = X25519Field.create();
        X25519Field.decode255(encodedY, 0, y, 0);
        X25519Field.decode255(D, 0, v, 0);
        X25519Field.sqr(y, u);
        X25519Field.mul(u, v, v);
        X25519Field.subOne(u);
        X25519Field.addOne(v);
        if (!X25519Field.sqrtRatioVar(u, v, x)) {
            return false;
        }
        X25519Field.normalize(x);
        return !(negative && X25519Field.isZeroVar(x));
    }
}
