package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.FrameRejection.Rule;
import dev.magicsock.relay.RelayFrame.ClientToRelay;
import dev.magicsock.relay.RelayFrame.Datagrams;
import dev.magicsock.relay.RelayFrame.EndpointGone;
import dev.magicsock.relay.RelayFrame.Health;
import dev.magicsock.relay.RelayFrame.Ping;
import dev.magicsock.relay.RelayFrame.Pong;
import dev.magicsock.relay.RelayFrame.RelayToClient;
import dev.magicsock.relay.RelayFrame.Restarting;
import dev.magicsock.relay.RelayFrame.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayFrameCodecTest {

    private static final String KEY = "197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61";
    private static final String HELLO = "48656c6c6f20576f726c6421";
    private static final String NO_POINT = "02" + "00".repeat(31);
    private static final EndpointId ID = EndpointId.parse(KEY);
    private static final long PAYLOAD = 0x2a2a2a2a2a2a2a2aL;

    // The vectors of relay protocol section 6.1, which are literals of the tests of iroh-relay.

    @Test
    void healthMatchesItsVector() {
        bothWays("0b48656c6c6f3f20596573207468697320697320646f672e", new Health("Hello? Yes this is dog."),
                RelayProtocolVersion.V1);
    }

    @Test
    void endpointGoneMatchesItsVector() {
        bothWays("08" + KEY, new EndpointGone(ID), RelayProtocolVersion.V2);
    }

    @Test
    void pingMatchesItsVectorInBothDirections() {
        bothWays("092a2a2a2a2a2a2a2a", new Ping(PAYLOAD), RelayProtocolVersion.V2);
        assertEquals(new FrameResult.Parsed<>(new Ping(PAYLOAD)), fromClient("092a2a2a2a2a2a2a2a"));
    }

    @Test
    void pongMatchesItsVectorInBothDirections() {
        bothWays("0a2a2a2a2a2a2a2a2a", new Pong(PAYLOAD), RelayProtocolVersion.V1);
        assertEquals(new FrameResult.Parsed<>(new Pong(PAYLOAD)), fromClient("0a2a2a2a2a2a2a2a2a"));
    }

    @Test
    void relayToClientBatchMatchesItsVector() {
        bothWays("07" + KEY + "030006" + HELLO, new RelayToClient(ID, hello(OptionalInt.of(6))),
                RelayProtocolVersion.V2);
    }

    @Test
    void relayToClientDatagramMatchesItsVector() {
        bothWays("06" + KEY + "03" + HELLO, new RelayToClient(ID, hello(OptionalInt.empty())),
                RelayProtocolVersion.V1);
    }

    @Test
    void restartingMatchesItsVector() {
        bothWays("0c0000000a00000014", new Restarting(Duration.ofMillis(10), Duration.ofMillis(20)),
                RelayProtocolVersion.V2);
    }

    @Test
    void statusMatchesItsVectors() {
        bothWays("0d01", new Status(Status.SAME_ID_CONNECTED), RelayProtocolVersion.V2);
        bothWays("0d02", new Status(Status.RATE_LIMITED), RelayProtocolVersion.V2);
    }

    @Test
    void clientToRelayBatchMatchesItsVector() {
        String vector = "05" + KEY + "030006" + HELLO;
        ClientToRelay frame = new ClientToRelay(ID, hello(OptionalInt.of(6)));
        assertEquals(vector, hex(RelayFrameCodec.encode(frame)));
        assertEquals(new FrameResult.Parsed<>(frame), fromClient(vector));
    }

    @Test
    void clientToRelayDatagramMatchesItsVector() {
        String vector = "04" + KEY + "03" + HELLO;
        ClientToRelay frame = new ClientToRelay(ID, hello(OptionalInt.empty()));
        assertEquals(vector, hex(RelayFrameCodec.encode(frame)));
        assertEquals(new FrameResult.Parsed<>(frame), fromClient(vector));
        assertEquals(vector, hex(DatagramFrames.toRelay(ID, Ecn.CE, bytes(HELLO), 0, 12)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "05", "04" + KEY, "05" + KEY + "03", "05" + KEY + "0300"})
    void datagramFramesThatEndWithinTheirHeaderAreRejected(String hex) {
        rejects(fromClient(hex), Rule.TRUNCATED, hex.length() / 2);
    }

    @Test
    void healthIsRejectedInVersionTwoAndStatusInVersionOne() {
        rejects(fromRelay("0b48656c6c6f", RelayProtocolVersion.V2), Rule.NOT_IN_THIS_VERSION, 0);
        rejects(fromRelay("0d01", RelayProtocolVersion.V1), Rule.NOT_IN_THIS_VERSION, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"092a2a2a2a2a2a2a2a", "40092a2a2a2a2a2a2a2a", "800000092a2a2a2a2a2a2a2a",
        "c0000000000000092a2a2a2a2a2a2a2a"})
    void theTypeMayBeWrittenInAnyLength(String hex) {
        assertEquals(new FrameResult.Parsed<>(new Ping(PAYLOAD)), fromClient(hex));
        assertEquals(new FrameResult.Parsed<>(new Ping(PAYLOAD)), fromRelay(hex, RelayProtocolVersion.V2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0e", "3f00", "4040", "80010000", "c000000100000009", "ffffffffffffffff"})
    void unassignedTypesAreRejected(String hex) {
        rejects(fromRelay(hex, RelayProtocolVersion.V2), Rule.UNKNOWN_TYPE, 0);
        rejects(fromClient(hex), Rule.UNKNOWN_TYPE, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40", "800000", "c0000000000000"})
    void typesThatAreCutOffAreRejected(String hex) {
        rejects(fromRelay(hex, RelayProtocolVersion.V2), Rule.TRUNCATED, hex.length() / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "03"})
    void handshakeFramesAreRejectedAfterTheHandshake(String hex) {
        rejects(fromRelay(hex, RelayProtocolVersion.V2), Rule.OTHER_PHASE, 0);
        rejects(fromClient(hex), Rule.OTHER_PHASE, 0);
    }

    @Test
    void framesOfTheOtherDirectionAreRejected() {
        rejects(fromRelay("04" + KEY + "03" + HELLO, RelayProtocolVersion.V2), Rule.WRONG_DIRECTION, 0);
        rejects(fromClient("06" + KEY + "03" + HELLO), Rule.WRONG_DIRECTION, 0);
        rejects(fromClient("08" + KEY), Rule.WRONG_DIRECTION, 0);
        rejects(fromClient("0c0000000a00000014"), Rule.WRONG_DIRECTION, 0);
        rejects(fromClient("0d01"), Rule.WRONG_DIRECTION, 0);
    }

    @Test
    void framesOfFixedLengthAreRejectedInAnyOther() {
        rejects(fromClient("092a2a2a2a2a2a2a"), Rule.TRUNCATED, 8);
        rejects(fromClient("092a2a2a2a2a2a2a2a2a"), Rule.TRAILING_BYTES, 9);
        rejects(fromRelay("08" + KEY + "00", RelayProtocolVersion.V2), Rule.TRAILING_BYTES, 33);
        rejects(fromRelay("08" + KEY.substring(2), RelayProtocolVersion.V2), Rule.TRUNCATED, 32);
        rejects(fromRelay("0c0000000a000014", RelayProtocolVersion.V2), Rule.TRUNCATED, 8);
        rejects(fromRelay("0d", RelayProtocolVersion.V2), Rule.TRUNCATED, 1);
    }

    @Test
    void unknownStatusCodesAndTheirFurtherBytesAreTolerated() {
        assertEquals(new FrameResult.Parsed<>(new Status(99)), fromRelay("0d63ff", RelayProtocolVersion.V2));
    }

    @Test
    void idsThatAreNoPointAreRejected() {
        rejects(fromClient("04" + NO_POINT + "03" + HELLO), Rule.INVALID_ENDPOINT_ID, 1);
        rejects(fromRelay("06" + NO_POINT + "03" + HELLO, RelayProtocolVersion.V2), Rule.INVALID_ENDPOINT_ID, 1);
        rejects(fromRelay("08" + NO_POINT, RelayProtocolVersion.V2), Rule.INVALID_ENDPOINT_ID, 1);
    }

    @Test
    void textThatIsNotUtf8IsRejected() {
        rejects(fromRelay("0bff", RelayProtocolVersion.V1), Rule.BAD_UTF8, 1);
        assertEquals(new FrameResult.Parsed<>(new Health("")), fromRelay("0b", RelayProtocolVersion.V1));
    }

    @Test
    void aBatchWithoutSegmentSizeIsReadAsOneDatagram() {
        assertEquals(new FrameResult.Parsed<>(new ClientToRelay(ID, hello(OptionalInt.empty()))),
                fromClient("05" + KEY + "030000" + HELLO));
    }

    @Test
    void onlyTheTwoLowBitsOfTheEcnByteCount() {
        assertEquals(fromClient("04" + KEY + "02" + HELLO), fromClient("04" + KEY + "fe" + HELLO));
    }

    @Test
    void aReceiverTakesExactlyTheLargestBody() {
        byte[] largest = new byte[1 + RelayFrameCodec.MAX_BODY_BYTES];
        largest[0] = 0x0b;
        assertEquals(FrameResult.Parsed.class,
                RelayFrameCodec.parseFromRelay(largest, RelayProtocolVersion.V1).getClass());
        byte[] tooLarge = new byte[2 + RelayFrameCodec.MAX_BODY_BYTES];
        tooLarge[0] = 0x0b;
        rejects(RelayFrameCodec.parseFromRelay(tooLarge, RelayProtocolVersion.V1), Rule.TOO_LARGE, 65_537);
    }

    @ParameterizedTest
    @EnumSource(RelayProtocolVersion.class)
    void aSenderNeverExceedsTheLargestFrame(RelayProtocolVersion version) {
        byte[] most = new byte[65_502];
        byte[] frame = DatagramFrames.toRelay(ID, Ecn.ECT_0, most, 0, most.length);
        assertEquals(65_536, frame.length);
        assertEquals(FrameResult.Parsed.class, RelayFrameCodec.parseFromClient(frame, version).getClass());
        assertThrows(IllegalArgumentException.class,
                () -> DatagramFrames.toRelay(ID, Ecn.ECT_0, new byte[65_503], 0, 65_503));
        Datagrams batch = new Datagrams(Ecn.CE, OptionalInt.of(9), ByteBuffer.allocate(65_501));
        assertThrows(IllegalArgumentException.class, () -> RelayFrameCodec.encode(new ClientToRelay(ID, batch)));
    }

    @Test
    void emptyDatagramsAreNeverSent() {
        assertThrows(IllegalArgumentException.class, () -> DatagramFrames.toRelay(ID, Ecn.CE, new byte[1], 0, 0));
        Datagrams nothing = new Datagrams(Ecn.CE, OptionalInt.empty(), ByteBuffer.allocate(0));
        assertThrows(IllegalArgumentException.class, () -> RelayFrameCodec.encode(new RelayToClient(ID, nothing)));
    }

    @Test
    void theRelayRewritesTypeAndIdAndNothingElse() {
        EndpointId sender = EndpointId.of(new byte[32]);
        assertEquals("06" + "00".repeat(32) + "03" + HELLO, forwarded("04" + KEY + "03" + HELLO, sender));
        assertEquals("07" + "00".repeat(32) + "030006" + HELLO, forwarded("05" + KEY + "030006" + HELLO, sender));
        assertEquals("06" + "00".repeat(32) + "03" + HELLO, forwarded("05" + KEY + "030000" + HELLO, sender));
        assertEquals("06" + "00".repeat(32) + "02" + HELLO, forwarded("4004" + KEY + "fe" + HELLO, sender));
    }

    private static String forwarded(String hex, EndpointId sender) {
        byte[] message = bytes(hex);
        byte[] frame = DatagramFrames.toClient(sender, message, FrameType.orNull(message));
        assertEquals(frame.length, DatagramFrames.forwardedLength(message, FrameType.orNull(message)));
        return hex(frame);
    }

    private static Datagrams hello(OptionalInt segmentSize) {
        return new Datagrams(Ecn.CE, segmentSize, ByteBuffer.wrap("Hello World!".getBytes(StandardCharsets.US_ASCII)));
    }

    private static void bothWays(String vector, RelayFrame.FromRelay frame, RelayProtocolVersion version) {
        assertArrayEquals(bytes(vector), RelayFrameCodec.encode(frame));
        assertEquals(new FrameResult.Parsed<>(frame), fromRelay(vector, version));
    }

    private static FrameResult<RelayFrame.FromRelay> fromRelay(String hex, RelayProtocolVersion version) {
        return RelayFrameCodec.parseFromRelay(bytes(hex), version);
    }

    private static FrameResult<RelayFrame.FromClient> fromClient(String hex) {
        return RelayFrameCodec.parseFromClient(bytes(hex), RelayProtocolVersion.V2);
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
