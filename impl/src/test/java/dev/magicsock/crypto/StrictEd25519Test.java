package dev.magicsock.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StrictEd25519Test {

    private static final HexFormat HEX = HexFormat.of();
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    /** The order of the base point (RFC 8032 section 5.1). */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D =
            BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
    private static final EndpointId NEUTRAL_ELEMENT = EndpointId.parse("01" + "00".repeat(31));
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final SecretKey KEY = SecretKey.of(HEX.parseHex("2a".repeat(32)));

    /** RFC 8032 section 7.1, TEST 1 and TEST 3. */
    @Test
    void acceptsTheSignaturesOfRfc8032() {
        assertTrue(StrictEd25519.verify(
                EndpointId.parse("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), new byte[0],
                HEX.parseHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                        + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")));
        assertTrue(StrictEd25519.verify(
                EndpointId.parse("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
                HEX.parseHex("af82"),
                HEX.parseHex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")));
    }

    @Test
    void acceptsTheSignatureOfARelayHandshake() {
        byte[] message = HEX.parseHex("b7b16e505d2cb5dbaf494800092c3b05a6c45d8d3fd4f1b888c6a77240b876c0");
        byte[] signature = HEX.parseHex("a28b5ebc6a930b5d80ad5aca2a8e48ad4a064e699c0866674c8b8e61a5f4ea94"
                + "0ee8b9f06732930250ac0735555abe77e8df740165edc3163be432f0e4f3cf0f");
        assertTrue(StrictEd25519.verify(KEY.id(), message, signature));
        assertEquals(HEX.formatHex(signature), HEX.formatHex(KEY.sign(message)));
    }

    @Property(tries = 60)
    void acceptsWhatTheSignerSignedAndNothingElse(@ForAll @Size(32) byte[] seed, @ForAll @Size(max = 40) byte[] message,
            @ForAll @IntRange(max = 511) int flippedBit) {
        SecretKey key = SecretKey.of(seed);
        byte[] signature = key.sign(message);
        assertTrue(StrictEd25519.verify(key.id(), message, signature));
        signature[flippedBit / 8] = (byte) (signature[flippedBit / 8] ^ 1 << flippedBit % 8);
        assertFalse(StrictEd25519.verify(key.id(), message, signature));
    }

    @Test
    void refusesOtherLengthsMessagesAndSigners() {
        byte[] signature = KEY.sign(MESSAGE);
        assertFalse(StrictEd25519.verify(KEY.id(), MESSAGE, Arrays.copyOf(signature, 63)));
        assertFalse(StrictEd25519.verify(KEY.id(), MESSAGE, Arrays.copyOf(signature, 65)));
        assertFalse(StrictEd25519.verify(KEY.id(), MESSAGE, new byte[0]));
        assertFalse(StrictEd25519.verify(KEY.id(), new byte[] {1, 2, 4}, signature));
        assertFalse(StrictEd25519.verify(SecretKey.of(new byte[32]).id(), MESSAGE, signature));
    }

    @Test
    void refusesAScalarThatIsNotReduced() {
        byte[] signature = KEY.sign(MESSAGE);
        BigInteger scalar = littleEndian(Arrays.copyOfRange(signature, 32, 64));
        assertFalse(StrictEd25519.verify(KEY.id(), MESSAGE, concat(signature, scalar.add(L))));
        assertTrue(StrictEd25519.verify(KEY.id(), MESSAGE, concat(signature, scalar)));
    }

    /** With the neutral element as public key, S B = R holds whatever the message is. */
    @Test
    void refusesAPublicKeyOfSmallOrderThatFitsEveryMessage() {
        byte[] commitment = KEY.id().toBytes();
        byte[] signature = concat(commitment, secretScalar());
        assertFalse(StrictEd25519.verify(NEUTRAL_ELEMENT, MESSAGE, signature));
        assertFalse(StrictEd25519.verify(NEUTRAL_ELEMENT, new byte[0], signature));
    }

    /** With the neutral element as commitment, S = k a solves the equation for an honest public key. */
    @Test
    void refusesACommitmentOfSmallOrderEvenWhereTheEquationHolds() throws NoSuchAlgorithmException {
        MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
        sha512.update(NEUTRAL_ELEMENT.toBytes());
        sha512.update(KEY.id().toBytes());
        BigInteger k = littleEndian(sha512.digest(MESSAGE));
        byte[] signature = concat(NEUTRAL_ELEMENT.toBytes(), k.multiply(secretScalar()).mod(L));
        assertTrue(org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                signature, 0, KEY.id().toBytes(), 0, MESSAGE, 0, MESSAGE.length), "the equation holds");
        assertFalse(StrictEd25519.verify(KEY.id(), MESSAGE, signature));
    }

    @Test
    void theListOfSmallOrderPointsIsRight() {
        assertEquals(5, SmallOrderY.ALL.stream().map(y -> HEX.formatHex(y.bytes())).distinct().count());
        for (SmallOrderY point : SmallOrderY.ALL) {
            BigInteger y = littleEndian(point.bytes());
            for (int doubling = 0; doubling < 3; doubling++) {
                y = yOfDouble(y);
            }
            assertEquals(BigInteger.ONE, y, "eight times the point is the neutral element");
        }
    }

    /** On the curve x^2 = (y^2 - 1) / (d y^2 + 1); doubling gives y' = (y^2 + x^2) / (1 - d x^2 y^2). */
    private static BigInteger yOfDouble(BigInteger y) {
        BigInteger y2 = y.multiply(y).mod(P);
        BigInteger x2 = y2.subtract(BigInteger.ONE)
                .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P)).mod(P);
        BigInteger denominator = BigInteger.ONE.subtract(D.multiply(x2).multiply(y2)).modInverse(P);
        return y2.add(x2).multiply(denominator).mod(P);
    }

    private static BigInteger secretScalar() {
        return littleEndian(X25519Agreement.secretScalar(KEY)).mod(L);
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    private static byte[] concat(byte[] commitment, BigInteger scalar) {
        byte[] signature = Arrays.copyOf(commitment, 64);
        for (int i = 0; i < 32; i++) {
            signature[32 + i] = scalar.shiftRight(8 * i).byteValue();
        }
        return signature;
    }
}
