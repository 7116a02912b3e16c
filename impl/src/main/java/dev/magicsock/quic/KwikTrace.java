package dev.magicsock.quic;

import dev.magicsock.trace.QuicTrace;
import dev.magicsock.trace.QuicTraceEvent;
import java.time.Instant;
import java.util.List;
import tech.kwik.core.log.NullQLog;
import tech.kwik.core.packet.QuicPacket;

/** Tells a trace what kwik says about one connection. Thread-safe if the trace is. */
final class KwikTrace extends NullQLog {

    private volatile QuicTrace target = QuicTrace.NONE;

    /** Who is told from now on. */
    void attach(QuicTrace trace) {
        target = trace;
    }

    /** Tells what kwik does not know. */
    void tell(QuicTraceEvent event) {
        target.happened(event);
    }

    @Override
    public void emitPacketSentEvent(QuicPacket packet, Instant sent) {
        emitPacketSentEvent(List.of(packet), sent);
    }

    @Override
    public void emitPacketSentEvent(List<QuicPacket> packets, Instant sent) {
        if (target != QuicTrace.NONE) {
            target.happened(new QuicTraceEvent.Sent(packets.stream().map(KwikPackets::traced)
                    .flatMap(packet -> packet.stream()).toList()));
        }
    }

    @Override
    public void emitPacketReceivedEvent(QuicPacket packet, Instant received) {
        if (target != QuicTrace.NONE) {
            KwikPackets.traced(packet)
                    .ifPresent(traced -> target.happened(new QuicTraceEvent.Received(traced, received)));
        }
    }

    @Override
    public void emitPacketLostEvent(QuicPacket packet, Instant lost) {
        if (target != QuicTrace.NONE) {
            KwikPackets.traced(packet).ifPresent(traced -> target.happened(new QuicTraceEvent.Lost(traced)));
        }
    }

    @Override
    public void emitCongestionControlMetrics(long congestionWindow, long bytesInFlight) {
        target.happened(new QuicTraceEvent.Congestion(congestionWindow, bytesInFlight));
    }

    @Override
    public void emitRttMetrics(int smoothedRtt, int rttVar, int latestRtt) {
        target.happened(new QuicTraceEvent.RoundTrips(smoothedRtt, rttVar, latestRtt));
    }

    @Override
    public void emitRecoveryMetrics(long congestionWindow, long bytesInFlight, int smoothedRtt, int rttVar,
                                    int latestRtt) {
        emitCongestionControlMetrics(congestionWindow, bytesInFlight);
        emitRttMetrics(smoothedRtt, rttVar, latestRtt);
    }

    /** Only a connection that was idle for too long ends without an error code. */
    @Override
    public void emitConnectionClosedEvent(Instant time) {
        target.happened(new QuicTraceEvent.TimedOut());
    }
}
