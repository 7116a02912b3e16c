package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whenever connections die, every datagram is counted once, and counted right. */
class RelayAccountPropertiesTest {

    private static final EndpointId PEER = SecretKey.of(new byte[32]).id();

    private enum Happening { CONNECT, DIE, ANSWER_PING, ANSWER_WRONGLY, WRITE, SUBMIT, SUBMIT_CONTROL, SUBMIT_HUGE,
        PROBE, WAIT_SHORT, WAIT_LONG }

    @Property(tries = 300)
    void everyDatagramEndsInOnePlace(@ForAll @Size(max = 150) List<@From("happenings") Happening> happenings) {
        World world = new World();
        for (Happening happening : happenings) {
            world.play(happening);
            world.check();
        }
        world.close();
        world.check();
        assertEquals(0, world.client.account().waiting() + world.client.account().underWay());
    }

    @Test
    void whatDoesNotAddUpCannotBeWrittenDown() {
        assertThrows(IllegalArgumentException.class,
                () -> new RelayAccount(3, 1, 0, new EnumMap<>(RelayDrop.class), 1, 0));
    }

    /** Keeps accounts of its own, from nothing but what the client hands over and what it is told. */
    private static final class World {

        private final RecordedOutput output = new RecordedOutput();
        private final RelayClient client = new RelayClient(RelayUrl.parse("http://relay.test"),
                SecretKey.of(new byte[32]), RelayClientConfig.STANDARD, output, new SplittableRandom(4));
        private TransportId transport;
        private Instant now = Instant.EPOCH;
        private int submitted;
        private int sent;
        private int unknown;
        private final Map<RelayDrop, Long> dropped = new EnumMap<>(RelayDrop.class);
        private int pending;
        private int handed;
        private int beforePing;
        private int covered;
        private byte[] ping;

        World() {
            client.start(now);
            note();
        }

        void play(Happening happening) {
            switch (happening) {
                case CONNECT -> {
                    client.transportConnected(transport, RelayProtocolVersion.V2, now);
                    client.messageReceived(transport, new byte[] {2}, now);
                }
                case DIE -> client.transportLost(transport, "died", now);
                case ANSWER_PING -> answer();
                case ANSWER_WRONGLY -> client.messageReceived(transport,
                        RelayFrameCodec.encode(new RelayFrame.Pong(77)), now);
                case WRITE -> {
                    int written = pending;
                    pending = 0;
                    client.bytesWritten(transport, written, now);
                }
                case SUBMIT -> submit(1200);
                case SUBMIT_HUGE -> submit(70_000);
                case SUBMIT_CONTROL -> {
                    submitted++;
                    client.sendControl(PEER, new byte[50], 0, 50, now);
                }
                case PROBE -> client.probe(now);
                case WAIT_SHORT -> pass(300);
                case WAIT_LONG -> pass(4_000);
            }
            note();
        }

        void close() {
            client.close(now);
            note();
            ends();
        }

        private void submit(int length) {
            submitted++;
            client.sendDatagram(PEER, Ecn.NOT_ECT, new byte[length], 0, length, now);
        }

        private void pass(int millis) {
            now = now.plusMillis(millis);
            client.deadlineReached(now);
        }

        private void answer() {
            if (ping != null) {
                byte[] pong = ping.clone();
                pong[0] = FrameType.PONG.code();
                ping = null;
                covered = beforePing;
                client.messageReceived(transport, pong, now);
            }
        }

        private void note() {
            for (RecordedOutput.Entry entry : output.take()) {
                switch (entry) {
                    case RecordedOutput.Dialed dialed -> {
                        ends();
                        transport = dialed.transport();
                    }
                    case RecordedOutput.Changed(RelayStatus.Lost _) -> ends();
                    case RecordedOutput.Sent message -> noteSent(message.bytes());
                    case RecordedOutput.Dropped drop -> dropped.merge(drop.reason(), 1L, Long::sum);
                    case RecordedOutput.Entry _ -> {
                        // Not of interest here.
                    }
                }
            }
        }

        private void noteSent(byte[] message) {
            pending += message.length;
            if (message[0] == FrameType.CLIENT_TO_RELAY_DATAGRAM.code()) {
                handed++;
            } else if (message[0] == FrameType.PING.code()) {
                ping = message;
                beforePing = handed;
            }
        }

        /** The connection is over. */
        private void ends() {
            sent += covered;
            unknown += handed - covered;
            handed = 0;
            covered = 0;
            beforePing = 0;
            pending = 0;
            ping = null;
        }

        void check() {
            RelayAccount account = client.account();
            assertEquals(submitted, account.submitted());
            assertEquals(sent + covered, account.sent());
            assertEquals(unknown, account.unknown());
            assertEquals(dropped, account.dropped());
            assertEquals(handed - covered, account.underWay());
        }
    }

    @Provide
    Arbitrary<Happening> happenings() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(Happening.SUBMIT, Happening.SUBMIT_CONTROL)),
                Tuple.of(3, Arbitraries.of(Happening.CONNECT, Happening.WRITE, Happening.ANSWER_PING)),
                Tuple.of(3, Arbitraries.of(Happening.values())));
    }
}
