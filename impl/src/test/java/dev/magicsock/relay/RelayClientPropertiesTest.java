package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever a relay sends and a transport does, the client neither fails nor gives up nor hoards. */
class RelayClientPropertiesTest {

    private static final EndpointId PEER = SecretKey.of(new byte[32]).id();

    /** One thing that happens; the transport is always the present one. */
    sealed interface Happening {

        record Connected(RelayProtocolVersion version) implements Happening {
        }

        record Message(byte[] bytes) implements Happening {
        }

        record Lost() implements Happening {
        }

        record Written() implements Happening {
        }

        record Submitted(int length) implements Happening {
        }

        record Wait(int millis) implements Happening {
        }
    }

    @Property(tries = 200)
    void nothingThatHappensBreaksTheClient(@ForAll @Size(max = 80) List<@From("happenings") Happening> happenings) {
        World world = new World();
        for (Happening happening : happenings) {
            world.play(happening);
            assertTrue(world.pending <= RelayClientConfig.STANDARD.windowBytes() + 65_536, "the window is kept");
            assertTrue(world.client.nextDeadline().isPresent(), "there is always something to wait for");
        }
        world.connectsAgain();
    }

    private static final class World {

        private final RecordedOutput output = new RecordedOutput();
        private final RelayClient client = new RelayClient(RelayUrl.parse("http://relay.test"),
                SecretKey.of(new byte[32]), RelayClientConfig.STANDARD, output, new SplittableRandom(4));
        private TransportId transport;
        private int pending;
        private Instant now = Instant.EPOCH;

        World() {
            client.start(now);
            note();
        }

        void play(Happening happening) {
            switch (happening) {
                case Happening.Connected(RelayProtocolVersion version) ->
                        client.transportConnected(transport, version, now);
                case Happening.Message(byte[] bytes) -> client.messageReceived(transport, bytes, now);
                case Happening.Lost _ -> client.transportLost(transport, "lost", now);
                case Happening.Written _ -> {
                    int written = pending;
                    pending = 0;
                    client.bytesWritten(transport, written, now);
                }
                case Happening.Submitted(int length) ->
                        client.sendDatagram(PEER, Ecn.CE, new byte[length], 0, length, now);
                case Happening.Wait(int millis) -> {
                    now = now.plusMillis(millis);
                    client.deadlineReached(now);
                }
            }
            note();
        }

        private void note() {
            for (RecordedOutput.Entry entry : output.take()) {
                if (entry instanceof RecordedOutput.Dialed dialed) {
                    transport = dialed.transport();
                    pending = 0;
                } else if (entry instanceof RecordedOutput.Sent sent) {
                    pending += sent.message().size();
                }
            }
        }

        /** With a well-behaved relay it is connected again after at most the longest pause and the longest timeout. */
        void connectsAgain() {
            Instant limit = now.plus(Duration.ofMinutes(1));
            while (!client.isAuthenticated() && now.isBefore(limit)) {
                play(new Happening.Connected(RelayProtocolVersion.V2));
                play(new Happening.Message(new byte[] {2}));
                play(new Happening.Wait(100));
            }
            assertTrue(client.isAuthenticated());
        }
    }

    @Provide
    Arbitrary<Happening> happenings() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(RelayProtocolVersion.class).map(Happening.Connected::new)),
                Tuple.of(6, messages().map(Happening.Message::new)),
                Tuple.of(1, Arbitraries.just(new Happening.Lost())),
                Tuple.of(2, Arbitraries.just(new Happening.Written())),
                Tuple.of(4, Arbitraries.integers().between(0, 3_000).map(Happening.Submitted::new)),
                Tuple.of(2, Arbitraries.integers().between(0, 8_000).map(Happening.Wait::new)));
    }

    /** Verdicts, challenges, valid and cut-off frames, and noise. */
    private static Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
        Arbitrary<byte[]> frames = Arbitraries.of(
                new byte[] {2},
                HandshakeCodec.encode(new HandshakeFrame.ServerChallenge(new byte[16])),
                HandshakeCodec.encode(new HandshakeFrame.ServerDeniesAuth("no")),
                RelayFrameCodec.encode(new RelayFrame.Ping(1)),
                RelayFrameCodec.encode(new RelayFrame.Pong(1)),
                RelayFrameCodec.encode(new RelayFrame.Status(1)),
                RelayFrameCodec.encode(new RelayFrame.Health("well")),
                RelayFrameCodec.encode(new RelayFrame.EndpointGone(PEER)));
        Arbitrary<byte[]> cut = Combinators.combine(frames, Arbitraries.integers().between(0, 40))
                .as((frame, length) -> Arrays.copyOf(frame, Math.min(length, frame.length)));
        return Arbitraries.oneOf(noise, frames, frames, cut);
    }
}
