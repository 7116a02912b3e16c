package tech.kwik.qlog;

import java.time.Instant;
import java.util.List;
import tech.kwik.core.log.NullQLog;
import tech.kwik.core.log.QLog;
import tech.kwik.core.packet.QuicPacket;

/**
 * Passes the events of one connection on to whoever is attached. kwik makes one for each connection of a server, if it
 * finds a class of this name. Thread-safe.
 */
public final class QLogFrontEnd implements QLog {

    private final byte[] originalDestination;
    private volatile QLog target = new NullQLog();

    /** @param originalDestination the connection id to which the client's first packet went */
    public QLogFrontEnd(byte[] originalDestination) {
        this.originalDestination = originalDestination.clone();
    }

    /** The connection id to which the client's first packet went. */
    public byte[] originalDestination() {
        return originalDestination.clone();
    }

    /** Everything goes there from now on. */
    public void attach(QLog other) {
        target = other;
    }

    @Override
    public void emitConnectionCreatedEvent(Instant created) {
        target.emitConnectionCreatedEvent(created);
    }

    @Override
    public void emitPacketSentEvent(QuicPacket packet, Instant sent) {
        target.emitPacketSentEvent(packet, sent);
    }

    @Override
    public void emitPacketSentEvent(List<QuicPacket> packets, Instant sent) {
        target.emitPacketSentEvent(packets, sent);
    }

    @Override
    public void emitPacketReceivedEvent(QuicPacket packet, Instant received) {
        target.emitPacketReceivedEvent(packet, received);
    }

    @Override
    public void emitPacketLostEvent(QuicPacket packet, Instant received) {
        target.emitPacketLostEvent(packet, received);
    }

    @Override
    public void emitConnectionTerminatedEvent() {
        target.emitConnectionTerminatedEvent();
    }

    @Override
    public void emitCongestionControlMetrics(long congestionWindow, long bytesInFlight) {
        target.emitCongestionControlMetrics(congestionWindow, bytesInFlight);
    }

    @Override
    public void emitRttMetrics(int smoothedRtt, int rttVar, int latestRtt) {
        target.emitRttMetrics(smoothedRtt, rttVar, latestRtt);
    }

    @Override
    public void emitRecoveryMetrics(long congestionWindow, long bytesInFlight, int smoothedRtt, int rttVar,
                                    int latestRtt) {
        target.emitRecoveryMetrics(congestionWindow, bytesInFlight, smoothedRtt, rttVar, latestRtt);
    }

    @Override
    public void emitConnectionClosedEvent(Instant time) {
        target.emitConnectionClosedEvent(time);
    }

    @Override
    public void emitConnectionClosedEvent(Instant time, long errorCode, String errorReason) {
        target.emitConnectionClosedEvent(time, errorCode, errorReason);
    }
}
