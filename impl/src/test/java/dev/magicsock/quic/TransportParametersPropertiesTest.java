package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.tls.HandshakeException;
import dev.magicsock.tls.HandshakeProblem;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tech.kwik.agent15.TlsProtocolException;
import tech.kwik.core.impl.Role;
import tech.kwik.core.tls.QuicTransportParametersExtension;

/** Transport parameters of peers that mean no good (RFC 9000 section 18): read, or refused in one of two ways. */
class TransportParametersPropertiesTest {

    /** Idle timeout 30 000 ms, 10 000 000 bytes, 1 250 000 per stream of each kind, 100 streams of each, an id. */
    private static final byte[] USUAL = HexFormat.of().parseHex("01048000753004048098968005048013"
            + "12d006048013" + "12d007048013" + "12d008024064" + "09024064" + "0f0812345678" + "9abcdef0");

    @Example
    void usualOnesAreReadAndWrittenAsTheyWere() throws Exception {
        QuicTransportParametersExtension read = parse(USUAL);

        assertEquals(30_000, read.getTransportParameters().getMaxIdleTimeout());
        assertEquals(1_250_000, read.getTransportParameters().getInitialMaxStreamDataUni());
        assertArrayEquals(HexFormat.of().parseHex("123456789abcdef0"),
                read.getTransportParameters().getInitialSourceConnectionId());
    }

    @Example
    void moreThanAnExtensionHoldsAndTheSameTwiceIsRefused() {
        assertEquals(HandshakeProblem.MALFORMED,
                assertThrows(HandshakeException.class, () -> parse(new byte[1 << 16])).problem());
        byte[] twice = Arrays.copyOf(USUAL, 2 * USUAL.length);
        System.arraycopy(USUAL, 0, twice, USUAL.length, USUAL.length);
        assertThrows(TlsProtocolException.class, () -> parse(twice));
    }

    /** A parameter that claims far more bytes than there are must not have them allocated. */
    @Example
    void aLengthOfAGigabyteIsRefused() {
        assertRefusedOrRead(HexFormat.of().parseHex("0fc000000040000000"));
        assertRefusedOrRead(HexFormat.of().parseHex("7fff8fffffff"));
    }

    @Property(tries = 500)
    void randomBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] value) {
        assertRefusedOrRead(value);
    }

    @Property(tries = 200)
    void cutOffOnesAreReadOrRefused(@ForAll @IntRange(max = 63) int length) {
        assertRefusedOrRead(Arrays.copyOf(USUAL, Math.min(length, USUAL.length)));
    }

    @Property(tries = 500)
    void damagedOnesAreReadOrRefused(@ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1_000) Integer> places,
            @ForAll byte replacement) {
        byte[] damaged = USUAL.clone();
        places.forEach(place -> damaged[place % damaged.length] = replacement);
        assertRefusedOrRead(damaged);
    }

    private static void assertRefusedOrRead(byte[] value) {
        try {
            assertInstanceOf(QuicTransportParametersExtension.class, parse(value));
        } catch (HandshakeException | TlsProtocolException refused) {
            // The handshake answers these with an alert.
        }
    }

    private static QuicTransportParametersExtension parse(byte[] value)
            throws HandshakeException, TlsProtocolException {
        return (QuicTransportParametersExtension) TransportParametersCodec.parse(value, Role.Client);
    }
}
