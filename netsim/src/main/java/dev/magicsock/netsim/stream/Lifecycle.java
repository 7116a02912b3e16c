package dev.magicsock.netsim.stream;

import java.util.Queue;

/** Where a connection is in its life (RFC 9293 section 3.3.2), and what its program is told of that. */
final class Lifecycle {

    /** Twice the maximum segment lifetime, and Linux's {@code TCP_TIMEWAIT_LEN} and {@code tcp_fin_timeout}. */
    private static final long WAIT_NANOS = 60_000_000_000L;

    private final StreamConnection connection;
    private final Queue<StreamOutput> outputs;
    /** Whether this side's program asked for the connection, rather than the other side. */
    private final boolean opener;
    private StreamState state;
    private boolean endReported;
    private boolean abandoned;
    private long waitUntil = StreamStack.NEVER;

    /** @param state {@link StreamState#SYN_SENT} or {@link StreamState#SYN_RECEIVED} */
    Lifecycle(StreamConnection connection, StreamState state, Queue<StreamOutput> outputs) {
        this.connection = connection;
        this.outputs = outputs;
        this.opener = state == StreamState.SYN_SENT;
        this.state = state;
    }

    StreamState state() {
        return state;
    }

    boolean isIn(StreamState other) {
        return state == other;
    }

    boolean isHandshaking() {
        return state == StreamState.SYN_SENT || state == StreamState.SYN_RECEIVED;
    }

    boolean isClosed() {
        return state == StreamState.CLOSED;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** When there has been enough waiting for the other side's FIN, or for stragglers after it. */
    long waitDeadline() {
        return waitUntil;
    }

    /** Both sides opened at once (RFC 9293 section 3.5, figure 8). */
    void synsCrossed() {
        state = StreamState.SYN_RECEIVED;
    }

    void established() {
        state = StreamState.ESTABLISHED;
        outputs.add(opener ? new StreamOutput.Connected(connection) : new StreamOutput.Accepted(connection));
    }

    /** This side sends its FIN, or will when the handshake is over; then this is called again. */
    void closedHere() {
        switch (state) {
            case ESTABLISHED -> state = StreamState.FIN_WAIT_1;
            case CLOSE_WAIT -> state = StreamState.LAST_ACK;
            case SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> { }
        }
    }

    /** The other side's FIN arrived, and everything before it. */
    void closedThere(long now) {
        report(StreamEnd.END_OF_STREAM);
        switch (state) {
            case ESTABLISHED -> state = StreamState.CLOSE_WAIT;
            case FIN_WAIT_1 -> state = StreamState.CLOSING;
            case FIN_WAIT_2 -> waitIn(StreamState.TIME_WAIT, now);
            case SYN_SENT, SYN_RECEIVED, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> { }
        }
    }

    /** The other side acknowledged this side's FIN. */
    void finAcknowledged(long now) {
        switch (state) {
            case FIN_WAIT_1 -> waitIn(StreamState.FIN_WAIT_2, now);
            case CLOSING -> waitIn(StreamState.TIME_WAIT, now);
            case LAST_ACK -> state = StreamState.CLOSED;
            case SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT, TIME_WAIT, CLOSED -> { }
        }
    }

    /** The other side still sends: a wait starts anew. */
    void heardAgain(long now) {
        if (state == StreamState.FIN_WAIT_2 || state == StreamState.TIME_WAIT) {
            waitIn(state, now);
        }
    }

    private void waitIn(StreamState waiting, long now) {
        state = waiting;
        waitUntil = now + WAIT_NANOS;
    }

    /** The connection is over at once. */
    void end(StreamEnd reason) {
        // A handshake that this side did not start is nothing that the program knows of.
        if (opener || state != StreamState.SYN_RECEIVED) {
            report(reason);
        }
        state = StreamState.CLOSED;
    }

    /** The connection is over at once, and the program wants to hear nothing more. */
    void abandon() {
        abandoned = true;
        state = StreamState.CLOSED;
    }

    private void report(StreamEnd reason) {
        if (!endReported) {
            endReported = true;
            outputs.add(new StreamOutput.Closed(connection, reason));
        }
    }
}
