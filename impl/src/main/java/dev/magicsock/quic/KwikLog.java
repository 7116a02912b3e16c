package dev.magicsock.quic;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.log.QLog;
import tech.kwik.core.packet.QuicPacket;

/**
 * Passes kwik's complaints on to SLF4J, all at debug level: kwik calls errors what any peer can cause. Packets go to a
 * trace alone, and secrets are not passed on. Thread-safe.
 */
final class KwikLog extends NullLogger {

    private static final Logger LOG = LoggerFactory.getLogger("dev.magicsock.quic.kwik");

    private final KwikTrace trace;

    KwikLog() {
        this(new KwikTrace());
    }

    /** One for a client connection, with what tells of its packets. */
    KwikLog(KwikTrace trace) {
        this.trace = trace;
    }

    @Override
    public QLog getQLog() {
        return trace;
    }

    /** kwik's clients do not tell their qlog. */
    @Override
    public void received(Instant timeReceived, int datagram, QuicPacket packet) {
        trace.emitPacketReceivedEvent(packet, timeReceived);
    }

    @Override
    public void error(String message) {
        LOG.debug(message);
    }

    @Override
    public void error(String message, Throwable error) {
        LOG.debug(message, error);
    }

    @Override
    public void warn(String message) {
        LOG.debug(message);
    }

    @Override
    public void info(String message) {
        LOG.trace(message);
    }
}
