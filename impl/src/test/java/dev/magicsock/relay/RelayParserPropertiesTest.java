package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayFrame.ClientToRelay;
import dev.magicsock.relay.RelayFrame.Datagrams;
import dev.magicsock.relay.RelayFrame.RelayToClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** No message can make a parser throw, and what is written is read back. */
class RelayParserPropertiesTest {

    private static final EndpointId ID = SecretKey.of(new byte[32]).id();

    @Property(tries = 500)
    void randomBytesBecomeAFrameOrARejection(@ForAll @Size(max = 160) byte[] message) {
        parseWithEverything(message);
    }

    @Property(tries = 500)
    void randomBodiesBehindEveryTypeBecomeAFrameOrARejection(@ForAll @IntRange(max = 14) int type,
                                                             @ForAll @Size(max = 120) byte[] body) {
        byte[] message = new byte[1 + body.length];
        message[0] = (byte) type;
        System.arraycopy(body, 0, message, 1, body.length);
        parseWithEverything(message);
    }

    @Property(tries = 300)
    void mutatedAndTruncatedFramesBecomeAFrameOrARejection(@ForAll("fromRelay") RelayFrame.FromRelay frame,
                                                           @ForAll @IntRange(max = 1000) int at,
                                                           @ForAll byte change) {
        byte[] message = RelayFrameCodec.encode(frame);
        byte[] mutated = message.clone();
        mutated[at % mutated.length] ^= change;
        parseWithEverything(mutated);
        parseWithEverything(Arrays.copyOf(message, at % message.length));
    }

    @Property(tries = 300)
    void framesFromRelaysAreReadBack(@ForAll("fromRelay") RelayFrame.FromRelay frame) {
        RelayProtocolVersion version = frame instanceof RelayFrame.Health
                ? RelayProtocolVersion.V1 : RelayProtocolVersion.V2;
        assertEquals(new FrameResult.Parsed<>(frame),
                RelayFrameCodec.parseFromRelay(RelayFrameCodec.encode(frame), version));
    }

    @Property(tries = 300)
    void framesFromClientsAreReadBackAndForwardedIntact(@ForAll("datagrams") Datagrams datagrams) {
        byte[] message = RelayFrameCodec.encode(new ClientToRelay(ID, datagrams));
        assertEquals(new FrameResult.Parsed<>(new ClientToRelay(ID, datagrams)),
                RelayFrameCodec.parseFromClient(message, RelayProtocolVersion.V1));
        byte[] forwarded = DatagramFrames.toClient(ID, message, FrameType.orNull(message));
        assertEquals(new FrameResult.Parsed<>(new RelayToClient(ID, datagrams)),
                RelayFrameCodec.parseFromRelay(forwarded, RelayProtocolVersion.V1));
    }

    @Property(tries = 300)
    void randomHeadersAreReadOrRefused(@ForAll String header, @ForAll @Size(value = 113) byte[] bytes) {
        assertNotNull(KeyingMaterialAuth.parse(header));
        assertNotNull(KeyingMaterialAuth.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    private static void parseWithEverything(byte[] message) {
        for (RelayProtocolVersion version : RelayProtocolVersion.values()) {
            offsetIsInside(RelayFrameCodec.parseFromRelay(message, version), message);
            offsetIsInside(RelayFrameCodec.parseFromClient(message, version), message);
        }
        offsetIsInside(HandshakeCodec.parseFromRelay(message), message);
        offsetIsInside(HandshakeCodec.parseFromClient(message), message);
    }

    private static void offsetIsInside(FrameResult<?> result, byte[] message) {
        if (result instanceof FrameResult.Rejected<?>(FrameRejection rejection)) {
            assertTrue(rejection.offset() <= message.length, rejection::toString);
        }
    }

    @Provide
    Arbitrary<Datagrams> datagrams() {
        Arbitrary<byte[]> contents = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(200);
        Arbitrary<OptionalInt> segmentSize = Arbitraries.integers().between(0, 0xffff)
                .map(size -> size == 0 ? OptionalInt.empty() : OptionalInt.of(size));
        return Combinators.combine(Arbitraries.of(Ecn.class), segmentSize, contents)
                .as((ecn, size, bytes) -> new Datagrams(ecn, size, ByteBuffer.wrap(bytes)));
    }

    @Provide
    Arbitrary<RelayFrame.FromRelay> fromRelay() {
        Arbitrary<Long> millis = Arbitraries.longs().between(0, 0xffff_ffffL);
        return Arbitraries.oneOf(
                datagrams().map(datagrams -> new RelayToClient(ID, datagrams)),
                Arbitraries.just(new RelayFrame.EndpointGone(ID)),
                Arbitraries.longs().map(RelayFrame.Ping::new),
                Arbitraries.longs().map(RelayFrame.Pong::new),
                Arbitraries.strings().alpha().ofMaxLength(50).map(RelayFrame.Health::new),
                Arbitraries.integers().between(0, 255).map(RelayFrame.Status::new),
                Combinators.combine(millis, millis).as((in, tryFor) ->
                        new RelayFrame.Restarting(Duration.ofMillis(in), Duration.ofMillis(tryFor))));
    }
}
