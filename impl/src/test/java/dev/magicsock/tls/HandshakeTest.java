package dev.magicsock.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Both sides against each other, with and without somebody in between who changes one message. */
class HandshakeTest {

    @Test
    void bothSidesLearnWhoTheOtherIsAndAgreeOnEverySecret() {
        TwoSides sides = new TwoSides();

        assertEquals(Optional.empty(), sides.run());

        HandshakeOutput.Established client = TwoSides.only(HandshakeOutput.Established.class, sides.clientOutputs);
        HandshakeOutput.Established server = TwoSides.only(HandshakeOutput.Established.class, sides.serverOutputs);
        assertEquals(TwoSides.SERVER.id(), client.peer());
        assertEquals(TwoSides.CLIENT.id(), server.peer());
        assertSame(client.secrets(), server.secrets());
        HandshakeOutput.HandshakeKeys clientKeys =
                TwoSides.only(HandshakeOutput.HandshakeKeys.class, sides.clientOutputs);
        HandshakeOutput.HandshakeKeys serverKeys =
                TwoSides.only(HandshakeOutput.HandshakeKeys.class, sides.serverOutputs);
        assertEquals(clientKeys.suite(), serverKeys.suite());
        assertSame(clientKeys.secrets(), serverKeys.secrets());
    }

    private static void assertSame(TrafficSecrets one, TrafficSecrets other) {
        assertArrayEquals(one.client(), other.client());
        assertArrayEquals(one.server(), other.server());
        assertTrue(!Arrays.equals(one.client(), one.server()), "each direction has its own");
    }

    @Test
    void transportParametersAndTheProtocolCrossBothWays() {
        TwoSides sides = new TwoSides(TwoSides.SERVER.id(), List.of("other", "test/echo/0"), UnaryOperator.identity());

        assertEquals(Optional.empty(), sides.run());

        HandshakeOutput.PeerParameters atClient =
                TwoSides.only(HandshakeOutput.PeerParameters.class, sides.clientOutputs);
        HandshakeOutput.PeerParameters atServer =
                TwoSides.only(HandshakeOutput.PeerParameters.class, sides.serverOutputs);
        assertArrayEquals(new byte[] {9, 9, 9}, atClient.parameters());
        assertArrayEquals(new byte[] {7, 7}, atServer.parameters());
        assertEquals("test/echo/0", atClient.protocol());
        assertEquals("test/echo/0", atServer.protocol());
    }

    @Test
    void theMessagesAreThoseOfIroh() throws HandshakeException {
        TwoSides sides = new TwoSides();

        sides.run();

        assertEquals(List.of(MessageType.CLIENT_HELLO, MessageType.SERVER_HELLO, MessageType.ENCRYPTED_EXTENSIONS,
                MessageType.CERTIFICATE_REQUEST, MessageType.CERTIFICATE, MessageType.CERTIFICATE_VERIFY,
                MessageType.FINISHED, MessageType.CERTIFICATE, MessageType.CERTIFICATE_VERIFY, MessageType.FINISHED),
                sides.sent.stream().map(HandshakeTest::type).toList());
        String clientHello = HexFormat.of().formatHex(sides.sent.getFirst().message());
        assertTrue(clientHello.contains("001300020102"), "client_certificate_type lists RawPublicKey alone");
        assertTrue(clientHello.contains("001400020102"), "server_certificate_type lists RawPublicKey alone");
        assertTrue(clientHello.contains("000d000400020807"), "signature_algorithms lists ed25519 alone");
        assertTrue(clientHello.contains("000a00040002001d"), "supported_groups lists x25519 alone");
        String encryptedExtensions = HexFormat.of().formatHex(sides.sent.get(2).message());
        assertTrue(encryptedExtensions.contains("0013000102"), "client_certificate_type is RawPublicKey");
        assertTrue(encryptedExtensions.contains("0014000102"), "server_certificate_type is RawPublicKey");
        assertArrayEquals(HexFormat.of().parseHex("0b000035" + "00" + "000031" + "00002c" + "302a300506032b6570032100"
                + TwoSides.SERVER.id() + "0000"), sides.sent.get(4).message(), "Certificate");
    }

    private static MessageType type(TwoSides.Flying flying) {
        try {
            return flying.type();
        } catch (HandshakeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherServerIsRefused() {
        assertRefused(true, HandshakeProblem.WRONG_SERVER_ID,
                new TwoSides(TwoSides.key(3).id(), TwoSides.PROTOCOLS, UnaryOperator.identity()));
    }

    @Test
    void aServerThatOnlyClaimsTheIdIsRefused() {
        // The certificate of the one who was dialled, presented by somebody who does not have the key.
        assertRefused(true, HandshakeProblem.BAD_SIGNATURE, new TwoSides(TwoSides.key(3).id(), TwoSides.PROTOCOLS,
                replacing(MessageType.CERTIFICATE, Certificate.encode(TwoSides.key(3).id()))));
    }

    @Test
    void aClientThatOnlyClaimsAnIdIsRefused() {
        boolean[] serverHasSent = {false};
        assertRefused(false, HandshakeProblem.BAD_SIGNATURE, new TwoSides(flying -> {
            boolean fromClient = type(flying) == MessageType.CERTIFICATE && serverHasSent[0];
            serverHasSent[0] |= type(flying) == MessageType.FINISHED;
            return fromClient ? new TwoSides.Flying(flying.level(), Certificate.encode(TwoSides.key(3).id())) : flying;
        }));
    }

    @Test
    void aClientWithoutKeyIsRefused() {
        byte[] empty = HexFormat.of().parseHex("0b00000400000000");
        assertRefused(false, HandshakeProblem.NO_CLIENT_KEY, new TwoSides(fromClient(MessageType.CERTIFICATE, empty)));
        assertEquals(Alert.CERTIFICATE_REQUIRED, HandshakeProblem.NO_CLIENT_KEY.alert());
    }

    @Test
    void aServerWithoutKeyIsRefused() {
        byte[] empty = HexFormat.of().parseHex("0b00000400000000");
        assertRefused(true, HandshakeProblem.NO_SERVER_KEY, new TwoSides(replacing(MessageType.CERTIFICATE, empty)));
    }

    @Test
    void twoKeysAreOneTooMany() {
        WireWriter entry = new WireWriter().vector24(RawPublicKey.encode(TwoSides.SERVER.id())).vector16(new byte[0]);
        byte[] two = MessageType.CERTIFICATE.encode(new WireWriter().vector8(new byte[0])
                .vector24(new WireWriter().bytes(entry.toBytes()).bytes(entry.toBytes())));
        assertRefused(true, HandshakeProblem.MORE_THAN_ONE_KEY, new TwoSides(replacing(MessageType.CERTIFICATE, two)));
    }

    @Test
    void aKeyOfAnotherKindIsRefused() {
        byte[] message = Certificate.encode(TwoSides.SERVER.id());
        message[4 + 1 + 3 + 3 + 8] ^= 1;
        assertRefused(true, HandshakeProblem.NOT_AN_ED25519_KEY,
                new TwoSides(replacing(MessageType.CERTIFICATE, message)));
    }

    @Test
    void aChangedSignatureIsRefusedByEitherSide() {
        assertRefused(true, HandshakeProblem.BAD_SIGNATURE,
                new TwoSides(flippingFirst(MessageType.CERTIFICATE_VERIFY)));
        assertRefused(false, HandshakeProblem.BAD_SIGNATURE,
                new TwoSides(flippingSecond(MessageType.CERTIFICATE_VERIFY)));
    }

    @Test
    void aChangedFinishedIsRefusedByEitherSide() {
        assertRefused(true, HandshakeProblem.BAD_FINISHED, new TwoSides(flippingFirst(MessageType.FINISHED)));
        assertRefused(false, HandshakeProblem.BAD_FINISHED, new TwoSides(flippingSecond(MessageType.FINISHED)));
    }

    @Test
    void aServerThatDoesNotAskForTheKeyIsRefused() {
        assertRefused(true, HandshakeProblem.UNEXPECTED_MESSAGE,
                new TwoSides(replacing(MessageType.CERTIFICATE_REQUEST, Certificate.encode(TwoSides.SERVER.id()))));
    }

    @Test
    void noCommonProtocolIsRefused() {
        assertRefused(false, HandshakeProblem.NO_COMMON_PROTOCOL,
                new TwoSides(TwoSides.SERVER.id(), List.of("other"), UnaryOperator.identity()));
        assertEquals(Alert.NO_APPLICATION_PROTOCOL, HandshakeProblem.NO_COMMON_PROTOCOL.alert());
    }

    @Test
    void hellosWithoutWhatIsNeededAreRefusedByName() {
        assertRefusedHello(Extensions.CLIENT_CERTIFICATE_TYPE, HandshakeProblem.NO_RAW_KEYS);
        assertRefusedHello(Extensions.SERVER_CERTIFICATE_TYPE, HandshakeProblem.NO_RAW_KEYS);
        assertRefusedHello(Extensions.SUPPORTED_VERSIONS, HandshakeProblem.NOT_TLS_1_3);
        assertRefusedHello(Extensions.SIGNATURE_ALGORITHMS, HandshakeProblem.MISSING_EXTENSION);
        assertRefusedHello(Extensions.KEY_SHARE, HandshakeProblem.MISSING_EXTENSION);
        assertRefusedHello(Extensions.APPLICATION_PROTOCOLS, HandshakeProblem.NO_PROTOCOL_OFFERED);
        assertRefusedHello(Extensions.QUIC_TRANSPORT_PARAMETERS, HandshakeProblem.MISSING_EXTENSION);
    }

    private static void assertRefusedHello(int without, HandshakeProblem problem) {
        assertRefused(false, problem, new TwoSides(flying -> type(flying) == MessageType.CLIENT_HELLO
                ? new TwoSides.Flying(flying.level(), without(flying.message(), without)) : flying));
    }

    /** Renames an extension to one that nobody knows. */
    private static byte[] without(byte[] message, int extension) {
        try {
            ClientHello hello = ClientHello.decode(message);
            Extensions left = Extensions.none();
            for (int type : hello.extensions().types()) {
                WireWriter value = new WireWriter().bytes(hello.extensions().find(type).orElseThrow().rest());
                left.with(type == extension ? 0xfafa : type, value);
            }
            return new ClientHello(hello.random(), hello.cipherSuites(), left).encode();
        } catch (HandshakeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aKeyShareOfSmallOrderIsRefused() {
        assertRefused(false, HandshakeProblem.WEAK_KEY_SHARE, new TwoSides(flying -> {
            byte[] message = flying.message();
            int share = HexFormat.of().formatHex(message).indexOf("0024001d0020") / 2 + 6;
            if (type(flying) == MessageType.CLIENT_HELLO) {
                Arrays.fill(message, share, share + 32, (byte) 0);
            }
            return new TwoSides.Flying(flying.level(), message);
        }));
    }

    @Test
    void messagesAtTheWrongLevelAreRefused() {
        assertRefused(false, HandshakeProblem.UNEXPECTED_MESSAGE,
                new TwoSides(flying -> new TwoSides.Flying(HandshakeLevel.HANDSHAKE, flying.message())));
        assertRefused(true, HandshakeProblem.UNEXPECTED_MESSAGE, new TwoSides(flying ->
                new TwoSides.Flying(HandshakeLevel.INITIAL, flying.message())));
    }

    @Test
    void aServersNameIsSentOnWishAndDoesNotMatter() throws HandshakeException {
        String name = TwoSides.SERVER.id().toServerName();
        ClientHandshake client = new ClientHandshake(TwoSides.CLIENT, TwoSides.SERVER.id(), TwoSides.PROTOCOLS,
                Optional.of(name), new SplittableRandom(1));
        ServerHandshake server = new ServerHandshake(TwoSides.SERVER, TwoSides.PROTOCOLS, new SplittableRandom(2));

        byte[] hello = client.start(new byte[0]);

        assertTrue(new String(hello, StandardCharsets.ISO_8859_1).contains(name));
        assertEquals(1, server.receive(HandshakeLevel.INITIAL, hello).size());
    }

    @Test
    void protocolsMustHaveNames() {
        SecretKey own = TwoSides.CLIENT;
        EndpointId id = TwoSides.SERVER.id();
        for (List<String> bad : List.of(List.<String>of(), List.of(""), List.of("x".repeat(256)))) {
            assertThrows(IllegalArgumentException.class, () ->
                    new ClientHandshake(own, id, bad, Optional.empty(), new SplittableRandom(1)));
            assertThrows(IllegalArgumentException.class, () -> new ServerHandshake(own, bad, new SplittableRandom(1)));
        }
    }

    @Test
    void ticketsAreIgnoredAfterTheHandshakeAndRefusedBefore() throws HandshakeException {
        byte[] ticket = HexFormat.of().parseHex("0400000101");
        TwoSides sides = new TwoSides();
        sides.run();

        assertEquals(List.of(), sides.client.receive(HandshakeLevel.APPLICATION, ticket));
        assertEquals(HandshakeProblem.UNEXPECTED_MESSAGE,
                Refusals.of(() -> sides.server.receive(HandshakeLevel.APPLICATION, ticket)));
        assertEquals(HandshakeProblem.UNEXPECTED_MESSAGE,
                Refusals.of(() -> new TwoSides().client.receive(HandshakeLevel.APPLICATION, ticket)));
    }

    private static void assertRefused(boolean byClient, HandshakeProblem problem, TwoSides sides) {
        assertEquals(Optional.of(new TwoSides.Refusal(byClient, problem)), sides.run());
    }

    private static UnaryOperator<TwoSides.Flying> replacing(MessageType type, byte[] replacement) {
        return flying -> type(flying) == type ? new TwoSides.Flying(flying.level(), replacement) : flying;
    }

    /** Certificate, CertificateVerify and Finished come from the server first and from the client second. */
    private static UnaryOperator<TwoSides.Flying> fromClient(MessageType type, byte[] replacement) {
        return nth(type, 2, message -> replacement);
    }

    private static UnaryOperator<TwoSides.Flying> flippingFirst(MessageType type) {
        return nth(type, 1, HandshakeTest::flipLastBit);
    }

    private static UnaryOperator<TwoSides.Flying> flippingSecond(MessageType type) {
        return nth(type, 2, HandshakeTest::flipLastBit);
    }

    private static UnaryOperator<TwoSides.Flying> nth(MessageType type, int number, UnaryOperator<byte[]> change) {
        int[] seen = {0};
        return flying -> type(flying) == type && ++seen[0] == number
                ? new TwoSides.Flying(flying.level(), change.apply(flying.message())) : flying;
    }

    private static byte[] flipLastBit(byte[] message) {
        byte[] changed = message.clone();
        changed[changed.length - 40 < 4 ? changed.length - 1 : changed.length - 40] ^= 1;
        return changed;
    }
}
