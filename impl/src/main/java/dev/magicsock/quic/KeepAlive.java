package dev.magicsock.quic;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tech.kwik.core.common.EncryptionLevel;
import tech.kwik.core.frame.PingFrame;
import tech.kwik.core.impl.QuicConnectionImpl;

/**
 * Sends a PING every now and then (RFC 9000 section 10.1.2), so that a connection without traffic is not dropped.
 *
 * <p>kwik's own does so for clients only, in whole seconds, from a thread that keeps the process from ending.
 * Thread-safe; the thread is virtual and ends with the connection.
 */
final class KeepAlive {

    private final QuicConnectionImpl connection;
    private final Duration interval;
    private final Thread thread;
    private volatile boolean stopped;

    private KeepAlive(QuicConnectionImpl connection, Duration interval) {
        this.connection = connection;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("keep-alive").unstarted(this::run);
    }

    static KeepAlive start(QuicConnectionImpl connection, Duration interval) {
        KeepAlive keepAlive = new KeepAlive(connection, interval);
        keepAlive.thread.start();
        return keepAlive;
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopped) {
            LockSupport.parkNanos(this, interval.toNanos());
            // The connection may have ended without anybody being told.
            if (!stopped && KwikInternals.get().state(connection) == QuicConnectionImpl.Status.Connected) {
                ping();
            }
        }
    }

    private void ping() {
        KwikInternals internals = KwikInternals.get();
        PingFrame ping = new PingFrame(internals.quicVersion(connection).getVersion());
        internals.sender(connection).send(ping, EncryptionLevel.App);
        internals.sender(connection).flush();
    }
}
