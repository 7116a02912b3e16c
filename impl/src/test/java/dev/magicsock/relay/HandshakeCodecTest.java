package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.FrameRejection.Rule;
import dev.magicsock.relay.HandshakeFrame.ClientAuth;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.HandshakeFrame.ServerConfirmsAuth;
import dev.magicsock.relay.HandshakeFrame.ServerDeniesAuth;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeCodecTest {

    private static final SecretKey KEY = SecretKey.of(bytes("2a".repeat(32)));
    private static final String PUBLIC = "197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61";
    private static final String CHALLENGE = "000102030405060708090a0b0c0d0e0f";
    private static final String SIGNATURE = "a28b5ebc6a930b5d80ad5aca2a8e48ad4a064e699c0866674c8b8e61a5f4ea94"
            + "0ee8b9f06732930250ac0735555abe77e8df740165edc3163be432f0e4f3cf0f";
    private static final String AUTH = "01" + PUBLIC + "40" + SIGNATURE;

    // The vectors of relay protocol section 5.3.

    @Test
    void theChallengeMatchesItsVector() {
        ServerChallenge challenge = new ServerChallenge(bytes(CHALLENGE));
        assertEquals("00" + CHALLENGE, hex(HandshakeCodec.encode(challenge)));
        assertEquals(new FrameResult.Parsed<>(challenge), HandshakeCodec.parseFromRelay(bytes("00" + CHALLENGE)));
    }

    @Test
    void theSignedMessageIsDerivedFromTheChallenge() {
        assertEquals("b7b16e505d2cb5dbaf494800092c3b05a6c45d8d3fd4f1b888c6a77240b876c0",
                hex(ChallengeSignature.message(new ServerChallenge(bytes(CHALLENGE)))));
        assertEquals("8105e7bd9963194e6d6d80225a3f1b071da3b6e65edcd12531e16233f33de9d6",
                hex(ChallengeSignature.message(new ServerChallenge(new byte[16]))));
    }

    @Test
    void theAnswerMatchesItsVector() {
        ClientAuth answer = ChallengeSignature.answer(new ServerChallenge(bytes(CHALLENGE)), KEY);
        assertEquals(AUTH, hex(HandshakeCodec.encode(answer)));
        assertEquals(98, HandshakeCodec.encode(answer).length);
        assertEquals(new FrameResult.Parsed<>(answer), HandshakeCodec.parseFromClient(bytes(AUTH)));
    }

    @Test
    void theAnswerToTheZeroChallengeMatchesItsVector() {
        assertEquals("661ffa2a241b3803f8d5f0e04fc3251c2b2785f8ed605b1d8b58825b92c3ba2b"
                        + "2b5d84d01c405f917f4fc602000442b0cbd867ab0143034f37bd089cb987d80b",
                hex(ChallengeSignature.answer(new ServerChallenge(new byte[16]), KEY).signature()));
    }

    @Test
    void verdictsMatchTheirVectors() {
        bothWays("02", new ServerConfirmsAuth());
        bothWays("030e6e6f7420617574686f72697a6564", new ServerDeniesAuth("not authorized"));
        bothWays("03117369676e617475726520696e76616c6964", new ServerDeniesAuth("signature invalid"));
        bothWays("0300", new ServerDeniesAuth(""));
    }

    @Test
    void longReasonsHaveLengthsOfSeveralBytes() {
        bothWays("03ac02" + "61".repeat(300), new ServerDeniesAuth("a".repeat(300)));
        assertThrows(IllegalArgumentException.class,
                () -> HandshakeCodec.encode(new ServerDeniesAuth("a".repeat(65_533))));
    }

    @Test
    void signaturesVerifyOnlyForTheirChallengeAndKey() {
        ServerChallenge challenge = new ServerChallenge(bytes(CHALLENGE));
        ClientAuth answer = ChallengeSignature.answer(challenge, KEY);
        assertTrue(ChallengeSignature.isValid(challenge, answer));
        assertFalse(ChallengeSignature.isValid(new ServerChallenge(new byte[16]), answer));
        SecretKey other = SecretKey.of(new byte[32]);
        assertFalse(ChallengeSignature.isValid(challenge, new ClientAuth(other.id(), answer.signature())));
    }

    @Test
    void aKeyOfSmallOrderProvesNothing() {
        // With the neutral element as key and commitment, the signature (R, 0) satisfies the unstrict equation for
        // every message.
        byte[] neutral = bytes("01" + "00".repeat(31));
        ClientAuth forged = new ClientAuth(EndpointId.of(neutral), Arrays.copyOf(neutral, 64));
        assertFalse(ChallengeSignature.isValid(new ServerChallenge(bytes(CHALLENGE)), forged));
    }

    @Test
    void bytesAfterTheLastFieldAreIgnored() {
        assertEquals(HandshakeCodec.parseFromClient(bytes(AUTH)), HandshakeCodec.parseFromClient(bytes(AUTH + "ff")));
        assertEquals(new FrameResult.Parsed<>(new ServerConfirmsAuth()), HandshakeCodec.parseFromRelay(bytes("02ff")));
    }

    @Test
    void lengthsMayBeWrittenLongerThanNecessary() {
        String longer = "01" + PUBLIC + "c000" + SIGNATURE;
        assertEquals(HandshakeCodec.parseFromClient(bytes(AUTH)), HandshakeCodec.parseFromClient(bytes(longer)));
    }

    @Test
    void theTypeMayBeWrittenInAnyLength() {
        assertEquals(HandshakeCodec.parseFromClient(bytes(AUTH)),
                HandshakeCodec.parseFromClient(bytes("40" + AUTH)));
    }

    @Test
    void theForgottenSignatureLengthIsRejected() {
        rejects(HandshakeCodec.parseFromClient(bytes("01" + PUBLIC + SIGNATURE)), Rule.BAD_LENGTH, 33);
    }

    @Test
    void anAnswerThatIsCutOffIsRejectedWhereverItEnds() {
        byte[] auth = bytes(AUTH);
        for (int length = 0; length < auth.length; length++) {
            rejects(HandshakeCodec.parseFromClient(Arrays.copyOf(auth, length)), Rule.TRUNCATED, length);
        }
    }

    @Test
    void aKeyThatIsNoPointIsRejected() {
        String noPoint = "02" + "00".repeat(31);
        rejects(HandshakeCodec.parseFromClient(bytes("01" + noPoint + "40" + SIGNATURE)), Rule.INVALID_ENDPOINT_ID, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"03ffffffffffffffffff02", "03ffffffffffffffffffff01", "03ffffffffffffffffff01"})
    void lengthsBeyondEveryMessageAreRejected(String hex) {
        rejects(HandshakeCodec.parseFromRelay(bytes(hex)), Rule.BAD_LENGTH, 1);
    }

    @Test
    void reasonsMustFitAndBeText() {
        rejects(HandshakeCodec.parseFromRelay(bytes("030261")), Rule.TRUNCATED, 3);
        rejects(HandshakeCodec.parseFromRelay(bytes("03ffffffff0761")), Rule.TRUNCATED, 7);
        rejects(HandshakeCodec.parseFromRelay(bytes("0380")), Rule.TRUNCATED, 2);
        rejects(HandshakeCodec.parseFromRelay(bytes("0301ff")), Rule.BAD_UTF8, 2);
    }

    @Test
    void aShortChallengeIsRejected() {
        rejects(HandshakeCodec.parseFromRelay(bytes("00" + "11".repeat(15))), Rule.TRUNCATED, 16);
    }

    @Test
    void everyOtherFrameIsRejected() {
        rejects(HandshakeCodec.parseFromRelay(bytes(AUTH)), Rule.WRONG_DIRECTION, 0);
        rejects(HandshakeCodec.parseFromClient(bytes("00" + CHALLENGE)), Rule.WRONG_DIRECTION, 0);
        rejects(HandshakeCodec.parseFromRelay(bytes("092a2a2a2a2a2a2a2a")), Rule.OTHER_PHASE, 0);
        rejects(HandshakeCodec.parseFromClient(bytes("092a2a2a2a2a2a2a2a")), Rule.OTHER_PHASE, 0);
        rejects(HandshakeCodec.parseFromRelay(bytes("0e")), Rule.UNKNOWN_TYPE, 0);
        rejects(HandshakeCodec.parseFromRelay(new byte[0]), Rule.TRUNCATED, 0);
        byte[] huge = new byte[65_538];
        huge[0] = 2;
        rejects(HandshakeCodec.parseFromRelay(huge), Rule.TOO_LARGE, 65_537);
    }

    private static void bothWays(String vector, HandshakeFrame.FromRelay frame) {
        assertEquals(vector, hex(HandshakeCodec.encode(frame)));
        assertEquals(new FrameResult.Parsed<>(frame), HandshakeCodec.parseFromRelay(bytes(vector)));
    }

    private static void rejects(FrameResult<?> result, Rule rule, int offset) {
        assertEquals(new FrameResult.Rejected<>(new FrameRejection(rule, offset)), result);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
