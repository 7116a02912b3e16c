package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.wire.DatagramKind;
import dev.magicsock.wire.Demultiplexer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PunchPacketTest {

    private static final String KEY = "197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61";
    private static final EndpointId SENDER = EndpointId.parse(KEY);

    /** The time column is in nanoseconds since 1970, computed in Python. */
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z,           0000000000000000",
        "1970-01-01T00:00:00.000000001Z, 0000000000000001",
        "1970-01-01T00:00:01Z,           000000003b9aca00",
        "2026-11-22T00:00:00Z,           18ea34ee67450000",
        "2262-04-11T23:47:16.854775807Z, 7fffffffffffffff",
        "2262-04-11T23:47:16.854775808Z, 8000000000000000",
        "2554-07-21T23:34:33.709551615Z, ffffffffffffffff"
    })
    void hasThisLayout(Instant sentAt, String time) {
        byte[] bytes = new PunchPacket(SENDER, sentAt).toBytes();
        assertEquals("01" + KEY + time, HexFormat.of().formatHex(bytes));
        assertEquals(new PunchPacket.Parsed(new PunchPacket(SENDER, sentAt)), parse(bytes));
        assertEquals(DatagramKind.PUNCH, Demultiplexer.classify(ByteBuffer.wrap(bytes)));
    }

    @ParameterizedTest
    @CsvSource({
        "1969-12-31T23:59:59Z, 0000000000000000",
        "2554-07-21T23:34:33.709551616Z, ffffffffffffffff",
        "+1000000000-12-31T23:59:59.999999999Z, ffffffffffffffff"
    })
    void timesThatDoNotFitBecomeTheNearestThatDoes(Instant sentAt, String time) {
        assertTrue(HexFormat.of().formatHex(new PunchPacket(SENDER, sentAt).toBytes()).endsWith(time));
    }

    @Test
    void isFreshForThirtySecondsInBothDirections() {
        Instant sentAt = Instant.ofEpochSecond(1_000);
        PunchPacket packet = new PunchPacket(SENDER, sentAt);
        Duration limit = Duration.ofSeconds(30);
        assertTrue(packet.isFresh(sentAt));
        assertTrue(packet.isFresh(sentAt.plus(limit)));
        assertTrue(packet.isFresh(sentAt.minus(limit)));
        assertFalse(packet.isFresh(sentAt.plus(limit).plusNanos(1)));
        assertFalse(packet.isFresh(sentAt.minus(limit).minusNanos(1)));
        assertFalse(packet.isFresh(Instant.MAX));
        assertFalse(packet.isFresh(Instant.MIN));
    }

    @Test
    void refusesOtherLengthsTypesAndSenders() {
        byte[] bytes = new PunchPacket(SENDER, Instant.EPOCH).toBytes();
        assertEquals(rejected(PunchPacket.Rejection.WRONG_LENGTH), parse(Arrays.copyOf(bytes, 40)));
        assertEquals(rejected(PunchPacket.Rejection.WRONG_LENGTH), parse(Arrays.copyOf(bytes, 42)));
        assertEquals(rejected(PunchPacket.Rejection.WRONG_LENGTH), parse(new byte[0]));
        bytes[0] = 2;
        assertEquals(rejected(PunchPacket.Rejection.WRONG_TYPE), parse(bytes));
        byte[] notAPoint = HexFormat.of().parseHex("01" + "02" + "00".repeat(39));
        assertEquals(rejected(PunchPacket.Rejection.INVALID_SENDER), parse(notAPoint));
    }

    @Property(tries = 200)
    void everyPacketReadsBack(@ForAll @Size(32) byte[] seed, @ForAll long nanos) {
        Instant sentAt = Instant.EPOCH.plusNanos(nanos & Long.MAX_VALUE);
        PunchPacket packet = new PunchPacket(SecretKey.of(seed).id(), sentAt);
        assertEquals(new PunchPacket.Parsed(packet), parse(packet.toBytes()));
    }

    @Property(tries = 300)
    void whateverParsesIsWrittenBackAsItWas(@ForAll @Size(max = 60) byte[] bytes, @ForAll boolean likely) {
        byte[] datagram = likely ? Arrays.copyOf(bytes, PunchPacket.BYTES) : bytes;
        if (likely) {
            datagram[0] = 1;
        }
        if (parse(datagram) instanceof PunchPacket.Parsed parsed) {
            assertArrayEquals(datagram, parsed.packet().toBytes());
        }
    }

    private static PunchPacket.Parse parse(byte[] bytes) {
        return PunchPacket.parse(ByteBuffer.wrap(bytes));
    }

    private static PunchPacket.Parse rejected(PunchPacket.Rejection reason) {
        return new PunchPacket.Rejected(reason);
    }
}
