package dev.magicsock.relaystub.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.stun.StunAttribute;
import dev.magicsock.stun.StunAttribute.ChangeRequest;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunParse;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StunServerTest {

    private static final TransactionId ID = new TransactionId(0x0102030405060708L, 0x090a0b0c);
    private static final InetSocketAddress CLIENT = address("203.0.113.7:40000");
    private static final StunServer FOUR =
            StunServer.withFourSockets(address("198.51.100.1:3478"), address("198.51.100.2:3479"));
    private static final StunServer ONE = StunServer.withOneSocket(address("198.51.100.1:3478"));

    @Test
    void aBareRequestIsAnsweredWithTheSourceInBothForms() {
        StunReply reply = answer(FOUR, StunSocket.PRIMARY);
        assertEquals(StunSocket.PRIMARY, reply.socket());
        assertEquals(CLIENT, reply.destination());
        assertEquals(new StunMessage(StunClass.SUCCESS_RESPONSE, ID, List.of(
                new StunAttribute.XorMappedAddress(CLIENT),
                new StunAttribute.MappedAddress(CLIENT),
                new StunAttribute.ResponseOrigin(address("198.51.100.1:3478")),
                new StunAttribute.OtherAddress(address("198.51.100.2:3479")))), read(reply));
    }

    @Test
    void theBytesOfAnAnswerAreFixed() {
        // Header with cookie and id; XOR-MAPPED-ADDRESS 203.0.113.7:40000 under the cookie 2112a442; the same in the
        // clear; RESPONSE-ORIGIN 198.51.100.1:3478. Written down by hand from RFC 8489
        // section 14 and RFC 5780 section 7.
        assertEquals("010100242112a442" + "0102030405060708090a0b0c"
                        + "002000080001" + "bd52" + "ea12d545"
                        + "000100080001" + "9c40" + "cb007107"
                        + "802b00080001" + "0d96" + "c6336401",
                HexFormat.of().formatHex(answer(ONE, StunSocket.PRIMARY).payload()));
    }

    @ParameterizedTest
    @CsvSource({
        "PRIMARY,false,false,PRIMARY", "PRIMARY,false,true,OTHER_PORT", "PRIMARY,true,false,OTHER_ADDRESS",
        "PRIMARY,true,true,OTHER_ADDRESS_AND_PORT", "OTHER_PORT,false,true,PRIMARY",
        "OTHER_PORT,true,false,OTHER_ADDRESS_AND_PORT", "OTHER_ADDRESS,true,true,OTHER_PORT",
        "OTHER_ADDRESS_AND_PORT,true,true,PRIMARY", "OTHER_ADDRESS_AND_PORT,false,true,OTHER_ADDRESS"})
    void theAnswerComesFromWhereItIsWanted(StunSocket receivedOn, boolean changeAddress, boolean changePort,
                                           StunSocket from) {
        StunReply reply = answer(FOUR, receivedOn, new ChangeRequest(changeAddress, changePort));
        assertEquals(from, reply.socket());
        assertEquals(Optional.of(new StunAttribute.ResponseOrigin(FOUR.addressOf(from))),
                read(reply).first(StunAttribute.ResponseOrigin.class));
    }

    @ParameterizedTest
    @CsvSource({"PRIMARY,198.51.100.2:3479", "OTHER_PORT,198.51.100.2:3478", "OTHER_ADDRESS,198.51.100.1:3479",
        "OTHER_ADDRESS_AND_PORT,198.51.100.1:3478"})
    void theOtherAddressIsTheOppositeOfTheOneAsked(StunSocket receivedOn, String other) {
        assertEquals(Optional.of(new StunAttribute.OtherAddress(address(other))),
                read(answer(FOUR, receivedOn)).first(StunAttribute.OtherAddress.class));
    }

    @Test
    void aServerWithOneSocketRefusesToAnswerFromElsewhere() {
        StunMessage error = read(answer(ONE, StunSocket.PRIMARY, new ChangeRequest(false, true)));
        assertEquals(StunClass.ERROR_RESPONSE, error.messageClass());
        assertEquals(420, error.first(StunAttribute.ErrorCode.class).orElseThrow().code());
        assertEquals(List.of(3), error.first(StunAttribute.UnknownAttributes.class).orElseThrow().types());
        assertEquals(List.of(StunSocket.PRIMARY), ONE.sockets());
        assertThrows(IllegalArgumentException.class, () -> ONE.addressOf(StunSocket.OTHER_PORT));
    }

    @Test
    void unknownRequiredAttributesAreNamedInAnError() {
        // RESPONSE-PORT (0x0027) and PADDING (0x0026) of RFC 5780, and 0x8000, which need not be understood.
        StunMessage error = read(answer(FOUR, StunSocket.OTHER_PORT, new StunAttribute.Unknown(0x0027),
                new StunAttribute.Unknown(0x8000), new StunAttribute.Unknown(0x0026)));
        assertEquals(StunClass.ERROR_RESPONSE, error.messageClass());
        assertEquals(List.of(0x27, 0x26), error.first(StunAttribute.UnknownAttributes.class).orElseThrow().types());
    }

    @Test
    void attributesThatNeedNotBeUnderstoodAreIgnored() {
        StunMessage response = read(answer(FOUR, StunSocket.PRIMARY, new StunAttribute.Unknown(0x8000),
                new StunAttribute.Software("anything")));
        assertEquals(StunClass.SUCCESS_RESPONSE, response.messageClass());
    }

    @Test
    void aFingerprintIsAnsweredWithAFingerprint() {
        StunMessage response = read(answer(FOUR, StunSocket.PRIMARY, new StunAttribute.Fingerprint()));
        assertEquals(new StunAttribute.Fingerprint(), response.attributes().getLast());
    }

    @Test
    void ipv6SourcesAreAnsweredToo() {
        StunServer server = StunServer.withFourSockets(address("[2001:db8::1]:3478"), address("[2001:db8::2]:3479"));
        InetSocketAddress client = address("[2001:db8:1::7]:40000");
        ByteBuffer request = request(StunClass.REQUEST, new StunAttribute.Fingerprint());
        StunReply reply = server.answer(StunSocket.PRIMARY, client, request).orElseThrow();
        assertEquals(Optional.of(client), read(reply).mappedAddress());
        assertEquals(StunServer.MAX_RESPONSE_BYTES, reply.payload().length);
    }

    @Test
    void whatIsNoRequestGetsNoAnswer() {
        for (StunClass other : List.of(StunClass.INDICATION, StunClass.SUCCESS_RESPONSE, StunClass.ERROR_RESPONSE)) {
            assertEquals(Optional.empty(), FOUR.answer(StunSocket.PRIMARY, CLIENT, request(other)));
        }
        assertEquals(Optional.empty(), FOUR.answer(StunSocket.PRIMARY, CLIENT, ByteBuffer.allocate(0)));
        byte[] otherMethod = request(StunClass.REQUEST).array();
        otherMethod[1] = 3;
        assertEquals(Optional.empty(), FOUR.answer(StunSocket.PRIMARY, CLIENT, ByteBuffer.wrap(otherMethod)));
    }

    @Test
    void nobodyAtPortZeroIsAnswered() {
        assertEquals(Optional.empty(),
                FOUR.answer(StunSocket.PRIMARY, address("203.0.113.7:0"), request(StunClass.REQUEST)));
    }

    @Test
    void theLongestListOfUnknownAttributesStaysWithinTheBound() {
        List<StunAttribute> attributes = new ArrayList<>();
        for (int i = 0; i < StunMessage.MAX_ATTRIBUTES; i++) {
            attributes.add(new StunAttribute.Unknown(0x0100 + i));
        }
        StunReply reply = answer(ONE, StunSocket.PRIMARY, attributes.toArray(StunAttribute[]::new));
        assertTrue(reply.payload().length <= StunServer.MAX_RESPONSE_BYTES, () -> reply.payload().length + " bytes");
    }

    @Test
    void fourSocketsNeedTwoAddressesAndTwoPortsOfOneFamily() {
        for (String other : List.of("198.51.100.1:3479", "198.51.100.2:3478", "[2001:db8::1]:3479")) {
            assertThrows(IllegalArgumentException.class,
                    () -> StunServer.withFourSockets(address("198.51.100.1:3478"), address(other)));
        }
    }

    @Property(tries = 200)
    void randomBytesNeverGetMoreThanOneBoundedAnswer(@ForAll @Size(max = 100) byte[] bytes) {
        assertBounded(bytes);
    }

    @Property(tries = 200)
    void mutatedRequestsNeverGetMoreThanOneBoundedAnswer(@ForAll @IntRange(max = 51) int at, @ForAll byte value,
                                                         @ForAll @IntRange(max = 52) int length) {
        byte[] request = request(StunClass.REQUEST, new ChangeRequest(true, true), new StunAttribute.Software("abcdef"),
                new StunAttribute.Fingerprint()).array();
        byte[] mutated = Arrays.copyOf(request, Math.min(length, request.length));
        if (at < mutated.length) {
            mutated[at] = value;
        }
        assertBounded(mutated);
    }

    private static void assertBounded(byte[] bytes) {
        for (StunServer server : List.of(ONE, FOUR)) {
            Optional<StunReply> reply = server.answer(StunSocket.PRIMARY, CLIENT, ByteBuffer.wrap(bytes));
            assertTrue(reply.isEmpty() || reply.get().payload().length <= StunServer.MAX_RESPONSE_BYTES
                    && reply.get().destination().equals(CLIENT));
        }
    }

    private static StunReply answer(StunServer server, StunSocket receivedOn, StunAttribute... attributes) {
        return server.answer(receivedOn, CLIENT, request(StunClass.REQUEST, attributes)).orElseThrow();
    }

    private static ByteBuffer request(StunClass messageClass, StunAttribute... attributes) {
        byte[] bytes = StunCodec.encode(new StunMessage(messageClass, ID, List.of(attributes)));
        return ByteBuffer.wrap(bytes);
    }

    private static StunMessage read(StunReply reply) {
        return ((StunParse.Parsed) StunCodec.parse(ByteBuffer.wrap(reply.payload()))).message();
    }

    private static InetSocketAddress address(String text) {
        return SocketAddresses.parse(text);
    }
}
