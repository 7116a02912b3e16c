package dev.magicsock.relaystub.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayProtocolVersion;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What forwarding one datagram allocates: the frame for the recipient and nothing else. */
class ForwardingCostTest {

    private static final int DATAGRAMS = 20_000;
    private static final int ARRAY_HEADER_BYTES = 24;
    private static final ConnectionId ALICE = new ConnectionId(1);
    private static final ConnectionId BOB = new ConnectionId(2);

    private final Transports transports = new Transports();
    private final RelayServerCore relay = new RelayServerCore(RelayServerConfig.STANDARD, AccessControl.everyone(),
            transports, new SplittableRandom(1));

    @Test
    void aDatagramCostsNoMoreThanItsFrame() {
        connect(ALICE, RelayFixture.ALICE);
        connect(BOB, RelayFixture.BOB);
        byte[] message = RelayFixture.datagramTo(RelayFixture.BOB.id(), "x".repeat(1_200));
        forward(message);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        forward(message);
        long perDatagram = (threads.getCurrentThreadAllocatedBytes() - before) / DATAGRAMS;
        assertTrue(perDatagram <= message.length + ARRAY_HEADER_BYTES, () -> perDatagram + " bytes per datagram");
    }

    private void forward(byte[] message) {
        Instant now = Instant.EPOCH.plusSeconds(1);
        for (int i = 0; i < DATAGRAMS; i++) {
            relay.messageReceived(ALICE, message, now);
            relay.bytesWritten(BOB, transports.lastMessage.length, now);
            relay.nextDeadline();
        }
    }

    private void connect(ConnectionId id, SecretKey key) {
        Instant now = Instant.EPOCH;
        relay.connectionOpened(id, RelayProtocolVersion.V2, RelayFixture.REQUEST, KeyingMaterialExporter.NONE, now);
        byte[] challenge = transports.lastMessage;
        relay.bytesWritten(id, challenge.length, now);
        relay.messageReceived(id, HandshakeCodec.encode(ChallengeSignature.answer(
                new ServerChallenge(Arrays.copyOfRange(challenge, 1, challenge.length)), key)), now);
        relay.bytesWritten(id, transports.lastMessage.length, now);
    }

    /** Keeps the last message and allocates nothing. */
    private static final class Transports implements RelayServerOutput {

        private byte[] lastMessage;

        @Override
        public void send(ConnectionId connection, byte[] message) {
            lastMessage = message;
        }

        @Override
        public void close(ConnectionId connection, CloseReason reason, String detail) {
            throw new IllegalStateException(connection + " closed: " + reason + " " + detail);
        }

        @Override
        public void pauseReading(ConnectionId connection) {
            throw new IllegalStateException("there is no rate limit");
        }

        @Override
        public void resumeReading(ConnectionId connection) {
            throw new IllegalStateException("there is no rate limit");
        }

        @Override
        public void datagramDropped(ConnectionId connection, byte[] frame, RelayServerDrop reason) {
            throw new IllegalStateException("dropped: " + reason);
        }
    }
}
