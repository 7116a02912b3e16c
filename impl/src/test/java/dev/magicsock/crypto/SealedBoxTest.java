package dev.magicsock.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected values were computed once with libsodium 1.0.18 from Python, for the seeds 32 x 2a (alice) and 32 x 00
 * (bob) and the nonce 40, 41, ... 57: {@code crypto_sign_ed25519_pk_to_curve25519} and {@code sk_to_curve25519}, then
 * {@code crypto_box_curve25519xchacha20poly1305_beforenm} and {@code easy}.
 */
class SealedBoxTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final SecretKey ALICE = SecretKey.of(HEX.parseHex("2a".repeat(32)));
    private static final SecretKey BOB = SecretKey.of(new byte[32]);
    private static final SharedSecret SECRET = SharedSecret.agree(ALICE, BOB.id()).orElseThrow();
    private static final String NONCE = "404142434445464748494a4b4c4d4e4f5051525354555657";

    private final SealedBox box = new SealedBox();

    @Test
    void convertsKeysAsLibsodiumDoes() {
        assertEquals("55c0506c70233f01c32633ba683b9099c4d4adb209a046c3470b78788ec3c13f",
                HEX.formatHex(X25519Agreement.publicU(ALICE.id())));
        assertEquals("5bf55c73b82ebe22be80f3430667af570fae2556a6415e6b30d4065300aa947d",
                HEX.formatHex(X25519Agreement.publicU(BOB.id())));
        assertEquals("f00a2613bdbcce990d0a124d6fc4bf97319d0cccf3f67a2c3fe575b5b9986452",
                HEX.formatHex(X25519Agreement.secretScalar(ALICE)));
        assertEquals("5046adc1dba838867b2bbbfdd0c3423e58b57970b5267a90f57960924a87f156",
                HEX.formatHex(X25519Agreement.secretScalar(BOB)));
    }

    @Test
    void sealsAPingAsLibsodiumDoes() {
        String ping = "01000102030405060708090a0b0c197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61";
        assertEquals("76d3f96a1acca19e134fa8de97469cdacc2f69771d68f98b6fc0a71812b978fc87ecb4201cd4bbfab4c58a0eddf956d9"
                + "1c56bb0d36d3a500d8913d5b7384" + NONCE, HEX.formatHex(seal(HEX.parseHex(ping))));
    }

    /** The second column is the tag; the third one the SHA-256 of tag and ciphertext. */
    @ParameterizedTest
    @CsvSource({
        "0,    c0f213183afe2e2af47aa08c2e202edd, c7d0e22adee1f0760a7b6ef4e75ec9e33cc58d2a5d5e793f8fb4356ed4eb4e34",
        "1,    af391a222409ac928be186189226c87c, b2174d42cb1702d225b74113ccdabc3461b9d426557bd99e805812a2ad70990c",
        "31,   c0bf2a0ad0f1cf176f3cc995b4a339cc, d203c7e0b887ff16696ae891aabaea9e389edf74d27bdd38fe75d64fa140c3bb",
        "32,   ac8c3d92b3be7ac5140b9830411625df, 160eb28e47c3beb63e3f86f6f57f641024f19d94715c9b763d385280d095ffee",
        "33,   5925ca53894bfe8926519562f672d91c, 89d7a4dd26b87681327082fb391af6d3f62ed53c1a633ce9c61d6efef9467a52",
        "96,   76acbed8125a79d7d6a53d8de3748efd, 4c384d88b60dfe4e86e941e11592d78f9273df21a6ca9f252f8f917756b58805",
        "200,  11f63ef8fd7b7f745ac4e79567602fae, 0f804da61f6d254779307e45dc779c0e5bc3c9c027d7df09657a4e2e0c0024d9",
        "1190, 23492e5d737bd9ffb44abba3022d418c, bb787becc1e30adc8a34afd4c46a5b34ae53395f8f28303bb9fd06a468379115"
    })
    void sealsEveryLengthAsLibsodiumDoes(int length, String tag, String hash) throws NoSuchAlgorithmException {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) (i % 251);
        }
        byte[] sealed = seal(message);
        assertEquals(tag, HEX.formatHex(sealed, 0, 16));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(sealed, length + 16));
        assertEquals(hash, HEX.formatHex(digest));
    }

    @Property(tries = 100)
    void theOtherSideOpensWhatOneSideSeals(@ForAll @Size(32) byte[] seed, @ForAll @Size(32) byte[] otherSeed,
            @ForAll @Size(max = 150) byte[] message, @ForAll @IntRange(max = 5) int offset) {
        SecretKey one = SecretKey.of(seed);
        SecretKey other = SecretKey.of(otherSeed);
        byte[] buffer = new byte[offset + message.length + SealedBox.OVERHEAD_BYTES + 3];
        System.arraycopy(message, 0, buffer, offset + SealedBox.TAG_BYTES, message.length);
        SharedSecret secret = SharedSecret.agree(one, other.id()).orElseThrow();
        box.seal(secret, buffer, offset, message.length, new SplittableRandom(1));
        byte[] before = buffer.clone();

        byte[] opened = new byte[message.length];
        SharedSecret sameSecret = SharedSecret.agree(other, one.id()).orElseThrow();
        assertTrue(box.open(sameSecret, buffer, offset, message.length + SealedBox.OVERHEAD_BYTES, opened));
        assertArrayEquals(message, opened);
        assertArrayEquals(before, buffer, "opening changes nothing");
    }

    @Property(tries = 200)
    void refusesEveryChangedBit(@ForAll @Size(max = 80) byte[] message, @ForAll long seed) {
        byte[] sealed = seal(message);
        int bit = new SplittableRandom(seed).nextInt(sealed.length * 8);
        sealed[bit / 8] = (byte) (sealed[bit / 8] ^ 1 << bit % 8);
        byte[] opened = new byte[message.length];
        assertFalse(box.open(SECRET, sealed, 0, sealed.length, opened));
        assertArrayEquals(new byte[message.length], opened, "nothing is written");
    }

    @Test
    void refusesEveryTruncation() {
        byte[] sealed = seal(new byte[60]);
        for (int length = 0; length < sealed.length; length++) {
            assertFalse(box.open(SECRET, sealed, 0, length, new byte[60]));
        }
    }

    @Test
    void refusesTheSecretOfSomebodyElse() {
        byte[] sealed = seal(new byte[10]);
        SharedSecret other = SharedSecret.agree(SecretKey.of(HEX.parseHex("11".repeat(32))), BOB.id()).orElseThrow();
        assertFalse(box.open(other, sealed, 0, sealed.length, new byte[10]));
        assertTrue(box.open(SECRET, sealed, 0, sealed.length, new byte[10]));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
    })
    void agreesOnNothingWithAKeyOfSmallOrder(String id) {
        assertTrue(SharedSecret.agree(ALICE, EndpointId.parse(id)).isEmpty());
    }

    @Test
    void everyBoxHasItsOwnNonce() {
        RandomGenerator random = new SplittableRandom(3);
        byte[] first = new byte[SealedBox.OVERHEAD_BYTES];
        byte[] second = new byte[SealedBox.OVERHEAD_BYTES];
        box.seal(SECRET, first, 0, 0, random);
        box.seal(SECRET, second, 0, 0, random);
        assertNotEquals(HEX.formatHex(first), HEX.formatHex(second));
    }

    @Test
    void aBufferThatIsTooSmallIsAMistakeOfTheCaller() {
        assertThrows(IndexOutOfBoundsException.class,
                () -> box.seal(SECRET, new byte[SealedBox.OVERHEAD_BYTES], 0, 1, new SplittableRandom(3)));
    }

    @Test
    void aSecretIsNeverPrinted() {
        assertEquals("SharedSecret", SECRET.toString());
    }

    private byte[] seal(byte[] message) {
        byte[] buffer = new byte[message.length + SealedBox.OVERHEAD_BYTES];
        System.arraycopy(message, 0, buffer, SealedBox.TAG_BYTES, message.length);
        box.seal(SECRET, buffer, 0, message.length, new FixedNonce());
        return buffer;
    }

    /** A generator whose bytes are the nonce of the vectors. */
    private static final class FixedNonce implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new IllegalStateException("only bytes are asked for");
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(HEX.parseHex(NONCE), 0, bytes, 0, bytes.length);
        }
    }
}
