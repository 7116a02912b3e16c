package dev.magicsock.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointIdTest {

    private static final String HEX = "197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61";
    private static final String BASE32 = "DF7WWI7BNSCTFRVLZA4PVTK6U6E34DDWWKJAGNADTP5IWPJWRVQQ";
    private static final String Z_BASE_32 = "df9sse9bp1nuftim3yhxiuk6w6r5hddsskjygpydux7esxjstioo";
    private static final String SERVER_NAME = "35vmm8v1di2j5hlbp0sfljauku4rs33mma906d03jft8mf9mhlgg.iroh.invalid";
    private static final EndpointId ID = EndpointId.parse(HEX);

    @Test
    void printsEveryTextForm() {
        assertEquals(HEX, ID.toString());
        assertEquals(Z_BASE_32, ID.toZBase32());
        assertEquals(SERVER_NAME, ID.toServerName());
        assertEquals("197f6b23e1", ID.toShortString());
        assertArrayEquals(HexFormat.of().parseHex(HEX), ID.toBytes());
    }

    @Test
    void readsHexBase32InEitherCaseZBase32AndServerNames() {
        assertEquals(ID, EndpointId.parse(BASE32));
        assertEquals(ID, EndpointId.parse(BASE32.toLowerCase(Locale.ROOT)));
        assertEquals(ID, EndpointId.parseZBase32(Z_BASE_32));
        assertEquals(ID, EndpointId.parseServerName(SERVER_NAME));
        assertEquals(ID, EndpointId.parseServerName(SERVER_NAME.toUpperCase(Locale.ROOT)));
        assertEquals(ID.hashCode(), EndpointId.parse(BASE32).hashCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "197f6b23e1",
        "197F6B23E16C8532C6ABC838FACD5EA789BE0C76B2920334039BFA8B3D368D61", // uppercase hex is not accepted
        "197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d6", // one digit short
        "g97f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61",
        "DF7WWI7BNSCTFRVLZA4PVTK6U6E34DDWWKJAGNADTP5IWPJWRVQR", // a bit set after the last byte
        "DF7WWI7BNSCTFRVLZA4PVTK6U6E34DDWWKJAGNADTP5IWPJWRVQQ====",
        "0F7WWI7BNSCTFRVLZA4PVTK6U6E34DDWWKJAGNADTP5IWPJWRVQQ",
        "\u0131F7WWI7BNSCTFRVLZA4PVTK6U6E34DDWWKJAGNADTP5IWPJWRVQQ", // a dotless i, whose uppercase form is I
        "\u212AF7WWI7BNSCTFRVLZA4PVTK6U6E34DDWWKJAGNADTP5IWPJWRVQQ" // the Kelvin sign is no K
    })
    void refusesOtherTexts(String text) {
        assertThrows(IllegalArgumentException.class, () -> EndpointId.parse(text));
    }

    @Test
    void refusesServerNamesOfOtherDomains() {
        assertThrows(IllegalArgumentException.class,
                () -> EndpointId.parseServerName(SERVER_NAME.replace("invalid", "example")));
    }

    @Test
    void thirtyTwoZeroBytesParse() {
        assertEquals("0".repeat(64), EndpointId.of(new byte[32]).toString());
    }

    @Test
    void refusesOtherLengthsThan32Bytes() {
        assertThrows(IllegalArgumentException.class, () -> EndpointId.of(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> EndpointId.of(new byte[33]));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0200000000000000000000000000000000000000000000000000000000000000", // y = 2 has no x
        "0100000000000000000000000000000000000000000000000000000000000080", // x = 0 cannot be odd
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", // x = 0 cannot be odd
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p is another spelling of 0
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 1 is another spelling of 1
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    })
    void refusesBytesThatAreNoPoint(String hex) {
        assertThrows(IllegalArgumentException.class, () -> EndpointId.parse(hex));
        assertTrue(EndpointId.read(HexFormat.of().parseHex(hex), 0).isEmpty());
    }

    /** The curve equation in plain arithmetic decides what is a point. */
    @Property(tries = 200)
    void acceptsExactlyThePointsOfTheCurve(@ForAll @Size(32) byte[] bytes) {
        assertEquals(oracleIsPoint(bytes), EndpointId.read(bytes, 0).isPresent());
    }

    @Property(tries = 100)
    void everyTextFormReadsBackAsTheSameId(@ForAll @Size(32) byte[] seed) {
        EndpointId id = SecretKey.of(seed).id();
        assertEquals(id, EndpointId.parse(id.toString()));
        assertEquals(id, EndpointId.parseZBase32(id.toZBase32()));
        assertEquals(id, EndpointId.parseServerName(id.toServerName()));
        assertEquals(id, EndpointId.of(id.toBytes()));
        assertTrue(oracleIsPoint(id.toBytes()));
    }

    @Property(tries = 100)
    void orderIsThatOfTheBytes(@ForAll @Size(32) byte[] seed, @ForAll @Size(32) byte[] otherSeed) {
        EndpointId id = SecretKey.of(seed).id();
        EndpointId other = SecretKey.of(otherSeed).id();
        int expected = Integer.signum(Arrays.compareUnsigned(id.toBytes(), other.toBytes()));
        assertEquals(expected, Integer.signum(id.compareTo(other)));
        assertEquals(expected == 0, id.equals(other));
    }

    @Property(tries = 500)
    void noTextMakesTheParserFailOtherwise(@ForAll String text) {
        try {
            EndpointId.parse(text);
        } catch (IllegalArgumentException refused) {
            assertNotEquals("", refused.getMessage());
        }
    }

    @Test
    void matchesTheBytesAtAnOffsetOnly() {
        byte[] frame = new byte[40];
        ID.write(frame, 3);
        assertTrue(ID.matches(frame, 3));
        assertFalse(ID.matches(frame, 4));
        assertFalse(ID.matches(frame, 9));
        frame[34]++;
        assertFalse(ID.matches(frame, 3));
    }

    private static boolean oracleIsPoint(byte[] encoded) {
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = encoded[31 - i];
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] = (byte) (bigEndian[0] & 0x7F);
        BigInteger y = new BigInteger(1, bigEndian);
        if (y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger d = BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(p)).mod(p);
        BigInteger ySquared = y.multiply(y).mod(p);
        BigInteger xSquared = ySquared.subtract(BigInteger.ONE)
                .multiply(d.multiply(ySquared).add(BigInteger.ONE).modInverse(p)).mod(p);
        if (xSquared.signum() == 0) {
            return !odd;
        }
        // Euler's criterion.
        return xSquared.modPow(p.subtract(BigInteger.ONE).shiftRight(1), p).equals(BigInteger.ONE);
    }
}
