package dev.magicsock.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SecretKeyTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void derivesThePublicKeysOfKnownSeeds() {
        assertEquals("197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61",
                SecretKey.of(HEX.parseHex("2a".repeat(32))).id().toString());
        EndpointId ofZeros = SecretKey.of(new byte[32]).id();
        assertEquals("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29", ofZeros.toString());
        assertEquals("7dl2ff6emqi2qol3l382krodedij45bn3nh479hqo14a32qpr8kg.iroh.invalid", ofZeros.toServerName());
    }

    /** RFC 8032 section 7.1, TEST 3. */
    @Test
    void signsAsRfc8032() {
        SecretKey key = SecretKey.of(HEX.parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
        assertEquals("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", key.id().toString());
        assertEquals("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
                HEX.formatHex(key.sign(HEX.parseHex("af82"))));
    }

    @Test
    void neverPrintsTheSeed() {
        SecretKey key = SecretKey.of(HEX.parseHex("2a".repeat(32)));
        assertEquals("SecretKey(of 197f6b23e1)", key.toString());
        assertFalse(key.toString().contains("2a2a"));
    }

    @Test
    void keepsItsOwnCopyOfTheSeed() {
        byte[] seed = HEX.parseHex("2a".repeat(32));
        SecretKey key = SecretKey.of(seed);
        seed[0] = 0;
        key.toBytes()[1] = 0;
        assertEquals(SecretKey.of(HEX.parseHex("2a".repeat(32))), key);
        assertNotEquals(SecretKey.of(seed), key);
    }

    @Test
    void equalRandomnessGivesEqualKeysAndNothingElseDoes() {
        assertEquals(SecretKey.generate(new SplittableRandom(7)), SecretKey.generate(new SplittableRandom(7)));
        assertNotEquals(SecretKey.generate(new SplittableRandom(7)), SecretKey.generate(new SplittableRandom(8)));
    }

    @Test
    void refusesSeedsOfOtherLengths() {
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(new byte[64]));
    }
}
