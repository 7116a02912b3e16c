package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.cc.CongestionControlEventListener;
import tech.kwik.core.cc.NewRenoCongestionController;
import tech.kwik.core.common.PnSpace;
import tech.kwik.core.frame.AckFrame;
import tech.kwik.core.frame.PingFrame;
import tech.kwik.core.frame.Range;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.impl.Role;
import tech.kwik.core.impl.Version;
import tech.kwik.core.log.Logger;
import tech.kwik.core.packet.ShortHeaderPacket;
import tech.kwik.core.recovery.RecoveryManager;
import tech.kwik.core.recovery.RttEstimator;
import tech.kwik.core.send.SenderImpl;

@Timeout(60)
class CongestionGuardTest {

    private static final int PACKET_BYTES = 1200;
    private static final Instant FIRST = Instant.ofEpochSecond(100);
    private static final Instant SECOND = FIRST.plusMillis(7);

    private final Logger log = new KwikLog();
    private final NewRenoCongestionController controller =
            new NewRenoCongestionController(log, new NobodyListens());
    private final RecoveryManager recovery =
            new RecoveryManager(Role.Client, new RttEstimator(log), controller, idleSender(), log);
    private final List<Heard> heard = new ArrayList<>();
    private final CongestionGuard guard = new CongestionGuard(
            (frame, space, at) -> heard.add(new Heard(frame, space, at, controller.remainingCwnd())), controller);

    /** What recovery is told, and how much of the window is unused then. */
    private record Heard(AckFrame frame, PnSpace space, Instant at, long rest) {
    }

    @AfterEach
    void stopTimers() {
        recovery.stopRecovery();
    }

    @Test
    void aRestThatNoPacketFitsIntoIsTakenAwayBeforeRecoveryLooks() {
        assertEquals(0, restSeenWithWindowOf(4));
        assertEquals(0, restSeenWithWindowOf(60));
    }

    @Test
    void aWindowThatIsUsedUpOrHasRoomForAPacketIsLeftAlone() {
        assertEquals(0, restSeenWithWindowOf(0));
        assertEquals(3, restSeenWithWindowOf(3));
        assertEquals(61, restSeenWithWindowOf(61));
        assertEquals(12_000, restSeenWithWindowOf(12_000));
        assertEquals(-1, restSeenWithWindowOf(-1));
    }

    @Test
    void aWindowThatIsNotAMultipleOfPacketsGrowsAgain() {
        CongestionGuard real = new CongestionGuard(recovery, controller);
        KwikInternals.get().setCongestionWindow(controller, 2 * PACKET_BYTES + 25);
        recovery.packetSent(packet(0), FIRST, lost -> { });
        recovery.packetSent(packet(1), FIRST, lost -> { });

        real.received(acknowledging(0, 1), PnSpace.App, SECOND);

        assertEquals(4 * PACKET_BYTES, controller.getWindowSize(), "slow start doubles it");
    }

    @Test
    void anAcknowledgementThatOvertakesTheEntryOfItsPacketCounts() {
        CongestionGuard real = new CongestionGuard(recovery, controller);

        overtake(real::received);

        assertEquals(0, recovery.getLost());
        assertEquals(0, controller.getBytesInFlight());
    }

    @Test
    void withoutGuardThePacketOfAnAcknowledgementThatOvertakesIsTakenForLost() {
        overtake(recovery::received);

        // If this fails, kwik has been mended.
        assertEquals(1, recovery.getLost());
    }

    @Test
    void everyAcknowledgementIsHandedOnAgainBeforeTheNextOneWithItsOwnTime() {
        AckFrame first = acknowledging(0, 0);
        AckFrame second = acknowledging(1, 1);

        guard.received(first, PnSpace.App, FIRST);
        guard.received(second, PnSpace.App, SECOND);

        assertEquals(List.of(new Heard(first, PnSpace.App, FIRST, 12_000),
                new Heard(first, PnSpace.App, FIRST, 12_000),
                new Heard(second, PnSpace.App, SECOND, 12_000)), heard);
    }

    @Test
    void acknowledgementsOfTheHandshakeAreHandedOnOnceAndChangeNothing() {
        KwikInternals.get().setCongestionWindow(controller, 25);
        AckFrame frame = acknowledging(0, 0);

        guard.received(frame, PnSpace.Handshake, FIRST);
        guard.received(frame, PnSpace.Initial, SECOND);

        assertEquals(List.of(new Heard(frame, PnSpace.Handshake, FIRST, 25),
                new Heard(frame, PnSpace.Initial, SECOND, 25)), heard);
    }

    @Test
    void bothSidesOfAConnectionAreGuarded() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial()) {
            PeerConnection server = Loopback.next(loopback.connected);

            assertInstanceOf(CongestionGuard.class,
                    KwikInternals.get().recovery((QuicConnectionImpl) client.quic()));
            assertInstanceOf(CongestionGuard.class,
                    KwikInternals.get().recovery((QuicConnectionImpl) server.quic()));
        }
    }

    private long restSeenWithWindowOf(long bytes) {
        KwikInternals.get().setCongestionWindow(controller, bytes);
        heard.clear();
        guard.received(acknowledging(0, 0), PnSpace.App, FIRST);
        return heard.getLast().rest();
    }

    /** Packet 0 is acknowledged first and entered then; packet 1 as it should be. */
    private void overtake(Told told) {
        told.received(acknowledging(0, 0), PnSpace.App, FIRST);
        recovery.packetSent(packet(0), FIRST, lost -> { });
        recovery.packetSent(packet(1), FIRST, lost -> { });
        told.received(acknowledging(1, 1), PnSpace.App, SECOND);
    }

    private interface Told {
        void received(AckFrame frame, PnSpace space, Instant at);
    }

    /** The sender of a connection that was never started. */
    private static SenderImpl idleSender() {
        try {
            return KwikInternals.get().sender((QuicConnectionImpl) QuicClientConnection.newBuilder().host("127.0.0.1")
                    .port(1).applicationProtocol("test").socketFactory(to -> new DatagramSocket()).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AckFrame acknowledging(long smallest, long largest) {
        return new AckFrame(new Range(smallest, largest));
    }

    private static ShortHeaderPacket packet(long number) {
        ShortHeaderPacket packet = new ShortHeaderPacket(Version.getDefault(), new byte[8], new PingFrame()) {
            @Override
            public int getSize() {
                return PACKET_BYTES;
            }
        };
        packet.setPacketNumber(number);
        return packet;
    }

    private static final class NobodyListens implements CongestionControlEventListener {

        @Override
        public void bytesInFlightIncreased(long bytesInFlight) {
        }

        @Override
        public void bytesInFlightDecreased(long bytesInFlight) {
        }
    }
}
