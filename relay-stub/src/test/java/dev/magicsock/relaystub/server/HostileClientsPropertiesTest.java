package dev.magicsock.relaystub.server;

import static dev.magicsock.relaystub.server.RelayFixture.ALICE;
import static dev.magicsock.relaystub.server.RelayFixture.BOB;
import static dev.magicsock.relaystub.server.RelayFixture.connection;
import static dev.magicsock.relaystub.server.RelayFixture.datagramFrom;
import static dev.magicsock.relaystub.server.RelayFixture.datagramTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayProtocolVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever strangers do, the relay does not fail, its state stays bounded, and honest clients notice nothing. */
class HostileClientsPropertiesTest {

    private static final int STRANGERS = 4;

    /** One thing that a stranger does. */
    sealed interface Move {

        record Open(int stranger, RelayProtocolVersion version) implements Move {
        }

        /** Answers the challenge with one of the few keys that strangers have; it may be connected already. */
        record Authenticate(int stranger, int key) implements Move {
        }

        record Send(int stranger, byte[] message) implements Move {
        }

        record Read(int stranger, int bytes) implements Move {
        }

        record Leave(int stranger) implements Move {
        }

        record Wait(int millis) implements Move {
        }
    }

    @Property(tries = 60)
    void honestClientsNoticeNothing(@ForAll @Size(max = 60) List<@From("moves") Move> moves) {
        World world = new World();
        for (Move move : moves) {
            world.play(move);
            world.exchange();
        }
        assertTrue(world.fixture.relay.connectionCount() <= config().maxConnections());
        assertTrue(world.fixture.relay.clientCount() <= world.fixture.relay.connectionCount());
    }

    /** Alice on connection 1 and Bob on connection 2, whose transports write at once, and strangers whose never do. */
    private static final class World {

        private final RelayFixture fixture = new RelayFixture(config(), AccessControl.everyone());
        private final long[] connections = new long[STRANGERS];
        private final ServerChallenge[] challenges = new ServerChallenge[STRANGERS];
        private long lastConnection = 100;
        private long millis;

        World() {
            fixture.connect(1, ALICE, 0);
            fixture.connect(2, BOB, 0);
        }

        void play(Move move) {
            switch (move) {
                case Move.Open(int stranger, RelayProtocolVersion version) -> open(stranger, version);
                case Move.Authenticate(int stranger, int key) -> {
                    if (challenges[stranger] != null) {
                        fixture.receive(connections[stranger], HandshakeCodec.encode(
                                ChallengeSignature.answer(challenges[stranger], RelayFixture.key(key))), millis);
                    }
                }
                case Move.Send(int stranger, byte[] message) -> fixture.receive(connections[stranger], message, millis);
                case Move.Read(int stranger, int bytes) ->
                        fixture.relay.bytesRead(connection(connections[stranger]), bytes, RelayFixture.at(millis));
                case Move.Leave(int stranger) ->
                        fixture.relay.connectionClosed(connection(connections[stranger]), RelayFixture.at(millis));
                case Move.Wait(int pause) -> {
                    millis += pause;
                    fixture.relay.deadlineReached(RelayFixture.at(millis));
                }
            }
        }

        private void open(int stranger, RelayProtocolVersion version) {
            connections[stranger] = ++lastConnection;
            challenges[stranger] = null;
            drain();
            fixture.relay.connectionOpened(connection(lastConnection), version, RelayFixture.REQUEST,
                    KeyingMaterialExporter.NONE, RelayFixture.at(millis));
            for (byte[] message : fixture.output.takeSentTo(connection(lastConnection))) {
                challenges[stranger] = new ServerChallenge(Arrays.copyOfRange(message, 1, message.length));
            }
        }

        /** Alice sends to Bob and Bob to Alice, and both must arrive at once. */
        void exchange() {
            drain();
            send(1, 2, datagramTo(BOB.id(), "there"), datagramFrom(ALICE.id(), "there"));
            send(2, 1, datagramTo(ALICE.id(), "back again"), datagramFrom(BOB.id(), "back again"));
        }

        private void send(long from, long to, byte[] message, byte[] expected) {
            fixture.receive(from, message, millis);
            List<byte[]> sent = fixture.output.takeSentTo(connection(to));
            assertEquals(1, sent.size());
            assertArrayEquals(expected, sent.getFirst());
            fixture.written(to, expected.length, millis);
        }

        /** Writes whatever strangers sent to Alice and Bob. */
        private void drain() {
            for (List<RecordedOutput.Entry> entries = fixture.output.take(); !entries.isEmpty();
                    entries = fixture.output.take()) {
                for (RecordedOutput.Entry entry : entries) {
                    if (entry instanceof RecordedOutput.Sent sent && sent.connection().number() <= 2) {
                        fixture.written(sent.connection().number(), sent.bytes().length, millis);
                    }
                }
            }
        }
    }

    private static RelayServerConfig config() {
        RelayServerConfig standard = RelayServerConfig.STANDARD;
        return new RelayServerConfig(standard.establishTimeout(), standard.pingInterval(), standard.writeTimeout(), 8,
                1 << 17, 1 << 18, 1 << 10, 8, 3, 2, 4, Optional.of(RateLimit.of(1_000)));
    }

    @Provide
    Arbitrary<Move> moves() {
        Arbitrary<Integer> stranger = Arbitraries.integers().between(0, STRANGERS - 1);
        return Arbitraries.oneOf(
                Combinators.combine(stranger, Arbitraries.of(RelayProtocolVersion.class)).as(Move.Open::new),
                Combinators.combine(stranger, Arbitraries.integers().between(3, 6)).as(Move.Authenticate::new),
                Combinators.combine(stranger, messages()).as(Move.Send::new),
                Combinators.combine(stranger, Arbitraries.integers().between(1, 5_000)).as(Move.Read::new),
                stranger.map(Move.Leave::new),
                Arbitraries.integers().between(0, 3_000).map(Move.Wait::new));
    }

    /** Random bytes, random bodies behind real types, and frames to real destinations that are cut off somewhere. */
    private static Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(120);
        Arbitrary<byte[]> typed = Combinators.combine(Arbitraries.integers().between(0, 14), random)
                .as((type, bytes) -> {
                    byte[] message = Arrays.copyOf(bytes, Math.max(1, bytes.length));
                    message[0] = type.byteValue();
                    return message;
                });
        Arbitrary<byte[]> cut = Combinators.combine(Arbitraries.of(4, 5), Arbitraries.integers().between(1, 60))
                .as((type, length) -> {
                    byte[] message = Arrays.copyOf(datagramTo(BOB.id(), "x".repeat(30)), length);
                    message[0] = type.byteValue();
                    return message;
                });
        return Arbitraries.oneOf(random, typed, cut);
    }
}
