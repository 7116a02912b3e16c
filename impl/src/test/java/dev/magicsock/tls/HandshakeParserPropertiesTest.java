package dev.magicsock.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever arrives, nothing but a {@link HandshakeException} comes of it, and nobody is taken for somebody else. */
class HandshakeParserPropertiesTest {

    @Property(tries = 300)
    void randomBytesAreRefusedByName(@ForAll @Size(max = 300) byte[] message, @ForAll HandshakeLevel level) {
        TwoSides fresh = new TwoSides();
        fresh.client.start(new byte[0]);
        assertThrows(HandshakeException.class, () -> fresh.client.receive(level, message));
        assertThrows(HandshakeException.class, () -> fresh.server.receive(level, message));
    }

    @Property(tries = 300)
    void aRandomBodyOfEachTypeIsRefusedByName(@ForAll @Size(max = 300) byte[] body, @ForAll MessageType type) {
        byte[] message = type.encode(new WireWriter().bytes(body));
        parsers(message).forEach(parser -> assertOnlyRefuses(parser));
    }

    @Property(tries = 600)
    void aConversationWithOneDamagedMessageNeverEndsInDifferentSecrets(
            @ForAll @IntRange(max = 9) int index, @ForAll("damages") Damage damage) {
        int[] counter = {0};
        TwoSides sides = new TwoSides(flying -> counter[0]++ == index
                ? new TwoSides.Flying(flying.level(), damage.apply(flying.message())) : flying);

        Optional<TwoSides.Refusal> refusal = sides.run();

        if (refusal.isEmpty()) {
            byte[] original = sides.sent.get(index).message();
            assertArrayEquals(original, damage.apply(original), "only the damage that changes nothing passes");
        }
    }

    @Provide
    Arbitrary<Damage> damages() {
        Arbitrary<Damage> flips = Arbitraries.integers().between(0, 4000)
                .map(bit -> new Damage("flip bit " + bit, message -> flip(message, bit)));
        Arbitrary<Damage> cuts = Arbitraries.integers().between(0, 400)
                .map(length -> new Damage("cut to " + length, message ->
                        Arrays.copyOf(message, Math.min(length, message.length))));
        Arbitrary<Damage> shortenings = Arbitraries.integers().between(1, 40)
                .map(by -> new Damage("honestly shorter by " + by, message -> resize(message, -by)));
        Arbitrary<Damage> additions = Arbitraries.integers().between(1, 40)
                .map(by -> new Damage("honestly longer by " + by, message -> resize(message, by)));
        return Arbitraries.oneOf(flips, cuts, shortenings, additions);
    }

    /** A way to change a message. */
    record Damage(String name, UnaryOperator<byte[]> change) {

        byte[] apply(byte[] message) {
            return change.apply(message.clone());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] flip(byte[] message, int bit) {
        message[bit / 8 % message.length] ^= (byte) (1 << bit % 8);
        return message;
    }

    /** With a header that tells the new length. */
    private static byte[] resize(byte[] message, int by) {
        byte[] resized = Arrays.copyOf(message, Math.max(4, message.length + by));
        int length = resized.length - 4;
        resized[1] = (byte) (length >>> 16);
        resized[2] = (byte) (length >>> 8);
        resized[3] = (byte) length;
        return resized;
    }

    /** Something that may refuse. */
    private interface Parser {
        void parse() throws HandshakeException;
    }

    private static List<Parser> parsers(byte[] message) {
        return List.of(() -> ClientHello.decode(message), () -> ServerHello.decode(message),
                () -> Certificate.decode(message, HandshakeProblem.NO_CLIENT_KEY),
                () -> CertificateRequest.check(message),
                () -> CertificateVerify.CLIENT.check(message, TwoSides.CLIENT.id(), new byte[32]),
                () -> Finished.check(message, new byte[32]),
                () -> Protocols.read(MessageType.body(message)), () -> Extensions.read(MessageType.body(message)));
    }

    private static void assertOnlyRefuses(Parser parser) {
        try {
            parser.parse();
        } catch (HandshakeException refused) {
            assertFalse(refused.getMessage().isEmpty());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void piecesInAnyOrderAndTwiceMakeTheSameMessages(
            @ForAll @Size(min = 1, max = 8) List<@Size(max = 200) byte[]> bodies,
            @ForAll @IntRange(min = 1, max = 90) int piece, @ForAll long seed) throws HandshakeException {
        List<byte[]> messages = bodies.stream()
                .map(body -> MessageType.FINISHED.encode(new WireWriter().bytes(body))).toList();
        List<byte[]> received = new ArrayList<>();
        HandshakeReassembler reassembler = new HandshakeReassembler();

        for (Piece next : shuffledTwice(join(messages), piece, seed)) {
            assertTrue(reassembler.fits(next.offset(), next.bytes().length));
            received.addAll(reassembler.add(next.offset(), next.bytes()));
        }

        assertEquals(messages.size(), received.size());
        for (int i = 0; i < messages.size(); i++) {
            assertArrayEquals(messages.get(i), received.get(i));
        }
    }

    /** Part of a stream. */
    private record Piece(int offset, byte[] bytes) {
    }

    private static byte[] join(List<byte[]> messages) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        messages.forEach(stream::writeBytes);
        return stream.toByteArray();
    }

    private static List<Piece> shuffledTwice(byte[] stream, int length, long seed) {
        List<Piece> pieces = new ArrayList<>();
        for (int offset = 0; offset < stream.length; offset += length) {
            int end = Math.min(stream.length, offset + length + length / 2);
            pieces.add(new Piece(offset, Arrays.copyOfRange(stream, offset, end)));
        }
        pieces.addAll(List.copyOf(pieces));
        Collections.shuffle(pieces, new Random(seed));
        return pieces;
    }

    @Property(tries = 300)
    void noPieceMakesTheReassemblerFailOtherwiseOrHoldMoreThanItsBound(
            @ForAll @Size(max = 20) List<@Size(max = 400) byte[]> contents, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HandshakeReassembler reassembler = new HandshakeReassembler();
        for (byte[] content : contents) {
            int near = random.nextInt(2 * HandshakeReassembler.WINDOW_BYTES);
            long offset = random.nextInt(4) == 0 ? random.nextLong() : near;
            if (reassembler.fits(offset, content.length)) {
                assertOnlyRefuses(() -> reassembler.add(offset, content));
            } else {
                assertThrows(IllegalArgumentException.class, () -> reassembler.add(offset, content));
            }
        }
    }
}
