package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.SecretKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyingMaterialAuthTest {

    private static final SecretKey KEY = SecretKey.of(filled(32, 0x2a));
    private static final byte[] EXPORTED = counting(32);

    // The vector of relay protocol section 5.4.
    private static final String VECTOR =
            "GX9rI-FshTLGq8g4-s1ep4m-DHaykgM0A5v6iz02jWFAQb98VXtFUshaBKOJKabtiBrsmgnPjpFdRpJq"
            + "Azcy9jOAPc-kOvzLgXjeT9vCG8qx2yO7aDoF4n5vbE4kJbh2CBAREhMUFRYXGBkaGxwdHh8";

    @Test
    void theHeaderMatchesItsVector() {
        assertEquals(VECTOR, KeyingMaterialAuth.header(KEY, EXPORTED));
        assertEquals(151, VECTOR.length());
    }

    @Test
    void theHeaderIsValidForItsSessionOnly() {
        KeyingMaterialAuth auth = KeyingMaterialAuth.parse(VECTOR).orElseThrow();
        assertEquals(KEY.id(), auth.client());
        assertTrue(auth.isValidFor(EXPORTED));
        byte[] otherSuffix = EXPORTED.clone();
        otherSuffix[31] ^= 1;
        assertFalse(auth.isValidFor(otherSuffix));
        byte[] otherPrefix = EXPORTED.clone();
        otherPrefix[0] ^= 1;
        assertFalse(auth.isValidFor(otherPrefix));
    }

    @Test
    void paddingIsRefused() {
        assertEquals(Optional.empty(), KeyingMaterialAuth.parse(VECTOR + "="));
    }

    @Test
    void strayBitsAtTheEndAreRefused() {
        assertEquals(Optional.empty(), KeyingMaterialAuth.parse(VECTOR.substring(0, 150) + "9"));
    }

    @Test
    void otherAlphabetsAndLengthsAreRefused() {
        assertEquals(Optional.empty(), KeyingMaterialAuth.parse(VECTOR.replace('-', '+')));
        assertEquals(Optional.empty(), KeyingMaterialAuth.parse(VECTOR.substring(0, 148)));
        assertEquals(Optional.empty(), KeyingMaterialAuth.parse(VECTOR + "AAA"));
        assertEquals(Optional.empty(), KeyingMaterialAuth.parse(""));
        assertEquals(Optional.empty(), KeyingMaterialAuth.parse("ä".repeat(151)));
    }

    @Test
    void aKeyThatIsNoPointIsRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(VECTOR);
        Arrays.fill(bytes, 0, 32, (byte) 0);
        bytes[0] = 2;
        assertEquals(Optional.empty(),
                KeyingMaterialAuth.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
