package dev.magicsock.quic;

import java.time.Instant;
import tech.kwik.core.cc.CongestionController;
import tech.kwik.core.common.PnSpace;
import tech.kwik.core.frame.AckFrame;
import tech.kwik.core.impl.FrameReceivedListener;
import tech.kwik.core.impl.QuicConnectionImpl;

/**
 * Keeps kwik's congestion control from mistakes that cost a connection most of its throughput; sees every ACK frame
 * (RFC 9000 section 19.3) before kwik's recovery does.
 *
 * <p>kwik 0.10.8 enlarges a congestion window only if it is used up to the last three bytes (RFC 9002 section 7.8 asks
 * for full use). But it makes no packet of fewer than some 60 bytes, so a window that is a little larger than whole
 * packets is never used up, and stays as small as it is for seconds. Such a rest is taken away before kwik looks.
 *
 * <p>kwik enters a packet in its table after it has sent it. Where the peer is near, the acknowledgement is sometimes
 * faster, and is ignored. It is not said again once the peer knows that it has arrived, so the packet is taken for
 * lost, and the window halved (RFC 9002 section 7.3.2). So each ACK frame is handed on once more, with the time at
 * which it came, before the next one; what is known already changes nothing.
 *
 * <p>Used by the thread that handles the connection's packets.
 */
final class CongestionGuard implements FrameReceivedListener<AckFrame> {

    /** No packet of kwik's is that small: header of 25 bytes with the longest ids 41, and 20 for its smallest frame. */
    private static final int UNUSABLE_BYTES = 61;

    /** Up to here kwik takes a window for used up. */
    private static final int NEGLIGIBLE_BYTES = 3;

    private final FrameReceivedListener<AckFrame> recovery;
    private final CongestionController controller;
    private Said last;

    /** What the peer said about packets with application data, and when. */
    private record Said(AckFrame frame, Instant at) {
    }

    CongestionGuard(FrameReceivedListener<AckFrame> recovery, CongestionController controller) {
        this.recovery = recovery;
        this.controller = controller;
    }

    /** Puts itself before the recovery of a connection that is established. */
    static void install(QuicConnectionImpl connection) {
        KwikInternals kwik = KwikInternals.get();
        connection.addAckFrameReceivedListener(
                new CongestionGuard(kwik.recovery(connection), kwik.sender(connection).getCongestionController()));
    }

    @Override
    public void received(AckFrame frame, PnSpace space, Instant at) {
        if (space != PnSpace.App) {
            recovery.received(frame, space, at);
            return;
        }
        takeUnusableRest();
        if (last != null) {
            recovery.received(last.frame(), PnSpace.App, last.at());
        }
        recovery.received(frame, PnSpace.App, at);
        last = new Said(frame, at);
    }

    private void takeUnusableRest() {
        // kwik changes its window under this lock.
        synchronized (controller) {
            long rest = controller.remainingCwnd();
            if (rest > NEGLIGIBLE_BYTES && rest < UNUSABLE_BYTES) {
                KwikInternals.get().setCongestionWindow(controller, controller.getWindowSize() - rest);
            }
        }
    }
}
