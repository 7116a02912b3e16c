package dev.magicsock.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.crypto.StrictEd25519;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignedPacketTest {

    private static final SecretKey KEY = SecretKey.of(filled(0x2a));
    private static final SecretKey OTHER = SecretKey.of(filled(7));
    private static final RelayUrl RELAY = RelayUrl.parse("https://relay.example./");
    private static final EndpointInfo INFO = new EndpointInfo(
            new EndpointAddr(KEY.id(), List.of(RELAY),
                    List.of(SocketAddresses.parse("192.0.2.1:4433"), SocketAddresses.parse("[2001:db8::1]:80"))),
            Optional.of("hello"));

    @Test
    void theSignedBytesAreThoseOfBep44() {
        // The first vector for mutable items in BEP 44: value "Hello World!", seq 1, no salt.
        EndpointId signer = EndpointId.parse("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548");
        byte[] signature = HexFormat.of().parseHex("305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
                + "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01");
        byte[] signed = SignedPacket.signedBytes(1, "Hello World!".getBytes(StandardCharsets.US_ASCII));

        assertEquals("3:seqi1e1:v12:Hello World!", new String(signed, StandardCharsets.US_ASCII));
        assertTrue(StrictEd25519.verify(signer, signed, signature));
    }

    @Test
    void theBodyIsSignatureTimestampAndAReplyWithOneRecordForEachAttribute() {
        SignedPacket packet = SignedPacket.sign(KEY, EndpointInfo.of(
                new EndpointAddr(KEY.id(), List.of(RELAY), List.of(SocketAddresses.parse("192.0.2.1:4433")))), 258);
        byte[] body = packet.body();

        assertEquals(258, ByteBuffer.wrap(body).getLong(64));
        String name = "05" + ascii("_iroh") + "34" + ascii("df9sse9bp1nuftim3yhxiuk6w6r5hddsskjygpydux7esxjstioo")
                + "00";
        String relay = "relay=https://relay.example./";
        String address = "addr=192.0.2.1:4433";
        assertEquals("0000" + "8000" + "0000" + "0002" + "0000" + "0000"
                        + name + "0010" + "0001" + "0000001e" + "001e" + "1d" + ascii(relay)
                        + "c00c" + "0010" + "0001" + "0000001e" + "0014" + "13" + ascii(address),
                HexFormat.of().formatHex(body, 72, body.length));
    }

    @Test
    void whatIsSignedIsReadBack() {
        SignedPacket packet = SignedPacket.sign(KEY, INFO, 1_700_000_000_000_000L);

        SignedPacket read = accept(KEY.id(), packet.body());

        assertEquals(packet, read);
        assertEquals(1_700_000_000_000_000L, read.timestamp());
        assertEquals(new RecordResult.Parsed<>(INFO), read.info());
    }

    @Test
    void addressesThatDoNotFitAreLeftOutLast() {
        List<InetSocketAddress> many = new ArrayList<>();
        for (int i = 1; i <= 64; i++) {
            many.add(SocketAddresses.parse("192.0.2." + i + ":4433"));
        }
        EndpointInfo info =
                new EndpointInfo(new EndpointAddr(KEY.id(), List.of(RELAY), many), Optional.of("x".repeat(245)));

        SignedPacket packet = SignedPacket.sign(KEY, info, 1);

        assertTrue(packet.body().length <= SignedPacket.MAX_BODY_BYTES);
        EndpointInfo read = infoOf(packet);
        assertEquals(List.of(RELAY), read.address().relayUrls());
        assertEquals(info.userData(), read.userData());
        int told = read.address().directAddresses().size();
        assertTrue(told > 10 && told < 64, told + " addresses");
        assertEquals(many.subList(0, told), read.address().directAddresses());
    }

    @Test
    void aRelayUrlLongerThanOneStringIsCutAndJoined() {
        RelayUrl longUrl = RelayUrl.parse("https://relay.example/?" + "a".repeat(400));
        SignedPacket packet =
                SignedPacket.sign(KEY, EndpointInfo.of(new EndpointAddr(KEY.id(), List.of(longUrl), List.of())), 1);

        assertEquals(List.of(longUrl), infoOf(packet).address().relayUrls());
    }

    @Test
    void nobodyElseCanHaveSignedIt() {
        byte[] body = SignedPacket.sign(KEY, INFO, 1).body();

        assertEquals(rejected(RecordRejection.WRONG_SIGNATURE), SignedPacket.parse(OTHER.id(), body));
        assertThrows(IllegalArgumentException.class, () -> SignedPacket.sign(OTHER, INFO, 1));
    }

    @Property(tries = 200)
    void noBitCanBeChanged(@ForAll @IntRange(min = 0, max = 8 * 200) int bit) {
        byte[] body = SignedPacket.sign(KEY, INFO, 1).body();
        int at = bit / 8 % body.length;
        body[at] ^= (byte) (1 << bit % 8);

        assertInstanceOf(RecordResult.Rejected.class, SignedPacket.parse(KEY.id(), body));
    }

    @Test
    void lengthsOutOfBoundsAreRejected() {
        assertEquals(rejected(RecordRejection.TRUNCATED), SignedPacket.parse(KEY.id(), new byte[0]));
        assertEquals(rejected(RecordRejection.TRUNCATED), SignedPacket.parse(KEY.id(), new byte[71]));
        assertEquals(rejected(RecordRejection.TOO_LARGE),
                SignedPacket.parse(KEY.id(), new byte[SignedPacket.MAX_BODY_BYTES + 1]));
    }

    @Test
    void aTimestampThatNoClockShowsIsRejectedThoughItIsSigned() {
        byte[] message = {};
        byte[] body = ByteBuffer.allocate(72)
                .put(KEY.sign(SignedPacket.signedBytes(-1, message))).putLong(-1).array();

        assertEquals(rejected(RecordRejection.TIMESTAMP_OUT_OF_RANGE), SignedPacket.parse(KEY.id(), body));
        assertThrows(IllegalArgumentException.class, () -> SignedPacket.sign(KEY, INFO, -1));
    }

    @Test
    void aLaterPacketReplacesAnEarlierOneAndTheLargerMessageBreaksTies() {
        SignedPacket first = SignedPacket.sign(KEY, INFO, 1);
        SignedPacket second = SignedPacket.sign(KEY, EndpointInfo.of(EndpointAddr.of(KEY.id())), 2);
        SignedPacket tied = SignedPacket.sign(KEY, EndpointInfo.of(EndpointAddr.of(KEY.id())), 1);

        assertTrue(second.replaces(first));
        assertFalse(first.replaces(second));
        assertTrue(first.replaces(tied));
        assertFalse(tied.replaces(first));
        assertFalse(first.replaces(first));
    }

    @Property(tries = 300)
    void noBytesBreakTheParser(@ForAll @Size(max = 1200) byte[] body) {
        assertInstanceOf(RecordResult.Rejected.class, SignedPacket.parse(KEY.id(), body));
    }

    private static SignedPacket accept(EndpointId id, byte[] body) {
        if (SignedPacket.parse(id, body) instanceof RecordResult.Parsed<SignedPacket>(SignedPacket packet)) {
            assertArrayEquals(body, packet.body());
            return packet;
        }
        throw new AssertionError("rejected: " + SignedPacket.parse(id, body));
    }

    private static EndpointInfo infoOf(SignedPacket packet) {
        if (packet.info() instanceof RecordResult.Parsed<EndpointInfo>(EndpointInfo info)) {
            return info;
        }
        throw new AssertionError("rejected: " + packet.info());
    }

    private static RecordResult<SignedPacket> rejected(RecordRejection reason) {
        return new RecordResult.Rejected<>(reason);
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[SecretKey.BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
