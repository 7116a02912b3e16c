package dev.magicsock.quic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.stream.FlowControlUpdateListener;

/**
 * Gets stalled streams of one connection going again.
 *
 * <p>kwik 0.10.8 counts the send requests of a stream that are queued, but only after it has queued one; if the sending
 * thread is faster, the count is wrong for a moment, in which data that remains finds itself counted as queued, and
 * nobody sends it. That holds up writers whose buffer stays full, ends of streams, and retransmissions alike. So a
 * thread looks at the streams that have been written to lately, and where something is still to be sent pretends that
 * flow control has let go of it, which makes kwik queue a request if none is queued. (A write of no bytes would do the
 * same, but leaves an empty buffer behind that swallows the end of the stream.)
 *
 * <p>Thread-safe. The thread is virtual, waits while nothing is being written, and ends with the connection.
 */
final class StreamGuard {

    /** Far below what a person notices, far above what sending takes. */
    private static final Duration INTERVAL = Duration.ofMillis(15);

    /** So many intervals without anything to send and nothing will be lost any more: about 10 s. */
    private static final int QUIET_INTERVALS = 700;

    private final QuicConnectionImpl connection;
    private final Map<FlowControlUpdateListener, Integer> quietIntervals = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    private StreamGuard(QuicConnectionImpl connection) {
        this.connection = connection;
        this.thread = Thread.ofVirtual().name("stream-guard").unstarted(this::run);
    }

    static StreamGuard start(QuicConnectionImpl connection) {
        StreamGuard guard = new StreamGuard(connection);
        guard.thread.start();
        return guard;
    }

    /** Watches a stream's output; to be called before each write and close. */
    void watch(Object output) {
        if (!stopped && KwikInternals.get().isSendingStream(output)) {
            // While a stream is watched the thread wakes by itself; waking it with every write costs more than a write.
            if (quietIntervals.put((FlowControlUpdateListener) output, 0) == null) {
                LockSupport.unpark(thread);
            }
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopped) {
            if (quietIntervals.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, INTERVAL.toNanos());
                quietIntervals.keySet().forEach(this::look);
            }
        }
        quietIntervals.clear();
    }

    private void look(FlowControlUpdateListener output) {
        if (KwikInternals.get().hasUnsent(output)) {
            quietIntervals.put(output, 0);
            // The number is only used in kwik's log.
            output.streamNotBlocked(0);
            KwikInternals.get().sender(connection).flush();
        } else {
            quietIntervals.computeIfPresent(output, (key, quiet) -> quiet < QUIET_INTERVALS ? quiet + 1 : null);
        }
    }
}
