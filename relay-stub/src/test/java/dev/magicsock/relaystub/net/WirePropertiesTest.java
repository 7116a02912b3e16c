package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.WireClient;
import dev.magicsock.relaystub.fault.RelayFaults;
import dev.magicsock.relaystub.http.HttpServices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** One connection of a relay without sockets: whatever comes, in whatever pieces, nothing fails and nothing is kept. */
class WirePropertiesTest {

    private static final byte[] UPGRADE = (String.join("\r\n", RunningRelay.upgradeRequest("/relay",
            RelayProtocolVersion.OFFER)) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final int HUGE = 1 << 30;

    @Property(tries = 200)
    void anyBytesInAnyPiecesAreAnsweredOrRefused(@ForAll List<@Size(max = 60) byte[]> pieces) {
        try (Connection connection = new Connection()) {
            pieces.forEach(connection::feed);
        }
    }

    @Property(tries = 100)
    void thePiecesOfRequestsDoNotMatter(@ForAll @From("requests") byte[] requests,
                                        @ForAll @Size(max = 8) List<@From("sizes") Integer> sizes) {
        try (Connection whole = new Connection(); Connection inPieces = new Connection()) {
            whole.feed(requests);
            inPieces.feed(requests, sizes);
            assertEquals(text(whole.written()), text(inPieces.written()));
            assertEquals(whole.isOpen(), inPieces.isOpen());
        }
    }

    @Property(tries = 200)
    void whateverFollowsTheUpgradeIsTakenOrEndsTheConnection(@ForAll boolean authenticated,
                                                             @ForAll @From("frames") byte[] frames,
            @ForAll @Size(max = 8) List<@From("sizes") Integer> sizes) {
        try (Connection whole = new Connection(); Connection inPieces = new Connection()) {
            whole.enter(authenticated);
            inPieces.enter(authenticated);
            whole.feed(frames);
            inPieces.feed(frames, sizes);
            assertEquals(whole.isOpen(), inPieces.isOpen());
            assertEquals(whole.written().length, inPieces.written().length);
            assertTrue(whole.heldBytes() <= heldAtMost(frames.length), "more is held than came allows");
        }
    }

    /** A promise of a megabyte is worth no more than a few kilobytes until the bytes come; small ones are kept. */
    @Test
    void whatAFrameOnlyPromisesIsNotHeld() {
        byte[] promise = WireClient.frame(0x82, new byte[1 << 20]);
        try (Connection connection = new Connection()) {
            connection.enter(true);
            int fed = 0;
            for (int came : new int[] {15, 4_000, 10_000, 100_000}) {
                connection.feed(Arrays.copyOfRange(promise, fed, came));
                fed = came;
                assertTrue(connection.heldBytes() <= heldAtMost(came), came + " bytes hold " + connection.heldBytes());
            }
        }
    }

    private static long heldAtMost(int cameBytes) {
        return Math.max(4096, 2L * cameBytes);
    }

    /** Found by the property above with seed 7432465903545333128. */
    @Test
    void aPingInTheSameReadAsWhatEndedTheConnectionIsNotAnswered() {
        byte[] frames = join(List.of(WireClient.frame(0x82, new byte[9]), WireClient.frame(0x89, new byte[10])));
        try (Connection whole = new Connection(); Connection inPieces = new Connection()) {
            whole.enter(true);
            inPieces.enter(true);
            whole.feed(frames);
            inPieces.feed(frames, List.of(frames.length - 1));
            assertEquals(inPieces.written().length, whole.written().length);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The handlers of one accepted connection, and what they wrote. */
    private static final class Connection implements AutoCloseable {

        private final MessageBudget budget = new MessageBudget(HUGE);
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Connection() {
            RelayShell shell = new RelayShell(RunningRelay.settings(), RelayFaults.NONE, budget, channel.eventLoop());
            channel.pipeline().addLast(new HttpFront(new HttpServices("1.2.3")::answer, (front, version, request) -> {
                front.pipeline().remove(front.handler());
                shell.upgraded(front.channel(), version, request, KeyingMaterialExporter.NONE);
            }));
        }

        void enter(boolean authenticated) {
            feed(UPGRADE);
            byte[] answer = written();
            if (authenticated) {
                byte[] challenge = Arrays.copyOfRange(answer, answer.length - ServerChallenge.BYTES, answer.length);
                feed(WireClient.frame(0x82, HandshakeCodec.encode(
                        ChallengeSignature.answer(new ServerChallenge(challenge), RunningRelay.key(1)))));
                assertTrue(written().length > answer.length, "let in");
            }
        }

        void feed(byte[] bytes) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes));
            }
            channel.runPendingTasks();
            channel.checkException();
        }

        void feed(byte[] bytes, List<Integer> sizes) {
            int at = 0;
            for (int size : sizes) {
                int end = Math.min(bytes.length, at + size);
                feed(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
            feed(Arrays.copyOfRange(bytes, at, bytes.length));
        }

        byte[] written() {
            for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
                byte[] bytes = new byte[each.readableBytes()];
                each.readBytes(bytes);
                written.writeBytes(bytes);
                each.release();
            }
            return written.toByteArray();
        }

        boolean isOpen() {
            return channel.isOpen();
        }

        long heldBytes() {
            return budget.heldBytes();
        }

        /** At the end nothing is held for it. */
        @Override
        public void close() {
            written();
            channel.finishAndReleaseAll();
            channel.checkException();
            assertEquals(0, budget.heldBytes());
        }
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(0, 200);
    }

    @Provide
    Arbitrary<byte[]> requests() {
        return Arbitraries.of("GET /ping HTTP/1.1\r\n\r\n", "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\n", "Connection: close\r\n", "\r\n",
                "GET /generate_204 HTTP/1.1\r\nX-Iroh-Challenge: a\r\n\r\n", "no request\r\n\r\n")
                .list().ofMaxSize(6).map(parts -> String.join("", parts).getBytes(StandardCharsets.US_ASCII));
    }

    @Provide
    Arbitrary<byte[]> frames() {
        Arbitrary<Integer> firstBytes = Arbitraries.of(0x82, 0x02, 0x80, 0x00, 0x81, 0x01, 0x89, 0x8A, 0x88, 0xC2,
                0x83, 0x09);
        Arbitrary<byte[]> payloads = Arbitraries.bytes().array(byte[].class).ofMaxSize(150);
        Arbitrary<byte[]> messages = Combinators.combine(Arbitraries.integers().between(0, 20), payloads)
                .as((type, rest) -> {
                    byte[] message = Arrays.copyOf(new byte[] {(byte) (int) type}, 1 + rest.length);
                    System.arraycopy(rest, 0, message, 1, rest.length);
                    return message;
                });
        Arbitrary<byte[]> frames = Combinators.combine(firstBytes, Arbitraries.oneOf(payloads, messages))
                .as(WireClient::frame);
        return Arbitraries.frequencyOf(Tuple.of(8, frames), Tuple.of(1, payloads))
                .list().ofMaxSize(6).map(WirePropertiesTest::join);
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
