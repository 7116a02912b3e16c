package dev.magicsock.quic;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tech.kwik.core.common.EncryptionLevel;
import tech.kwik.core.frame.PingFrame;
import tech.kwik.core.impl.QuicConnectionImpl;

/**
 * Sends a PING every now and then (RFC 9000 section 10.1.2), so that a connection without traffic is not dropped, and
 * has somebody look whether the connection is still in order.
 *
 * <p>kwik's own does so for clients only, in whole seconds, from a thread that keeps the process from ending.
 * Thread-safe; the thread is virtual and ends with the connection.
 */
final class KeepAlive {

    /** What nobody is told of is noticed within this time; a look takes some microseconds. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final QuicConnectionImpl connection;
    private final int looks;
    private final Duration pause;
    private final Runnable look;
    private final Thread thread;
    private volatile boolean stopped;

    private KeepAlive(QuicConnectionImpl connection, Duration interval, Runnable look) {
        this.connection = connection;
        this.looks = Math.toIntExact(Math.ceilDiv(interval.toMillis(), LOOK.toMillis()));
        this.pause = interval.dividedBy(looks);
        this.look = look;
        this.thread = Thread.ofVirtual().name("keep-alive").unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param interval between two PINGs
     * @param look     called about once a second, and before each PING
     */
    static KeepAlive start(QuicConnectionImpl connection, Duration interval, Runnable look) {
        KeepAlive keepAlive = new KeepAlive(connection, interval, look);
        keepAlive.thread.start();
        return keepAlive;
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        for (int i = 1; !stopped; i++) {
            LockSupport.parkNanos(this, pause.toNanos());
            if (!stopped) {
                look.run();
            }
            // The connection may have ended without anybody being told.
            if (!stopped && i % looks == 0
                    && KwikInternals.get().state(connection) == QuicConnectionImpl.Status.Connected) {
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
