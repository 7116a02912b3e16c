package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.util.Queue;

/**
 * One end of a connection: the state machine of RFC 9293 section 3.10.
 *
 * <p>Pure: segments, calls and {@code now} (nanoseconds of the host's monotonic clock, which stands still while the
 * host sleeps) go in; outputs are appended to the queue that the constructor got; {@link #nextDeadline} names the time
 * of the next {@link #handleTimeout}. Late and repeated timeouts are harmless. Not thread-safe.
 *
 * <p>When the program closes its side, it still receives until the other side closes too. An end whose other side falls
 * silent at that point is given up after a minute, like Linux's {@code tcp_fin_timeout}.
 */
public final class StreamConnection {

    /** A writer that was refused is woken when a quarter of the buffer is free, not for every byte. */
    private static final int WRITABLE_SHARE = 4;

    private final IpEndpoint local;
    private final IpEndpoint remote;
    private final StreamSettings settings;
    private final Queue<StreamOutput> outputs;
    private final SegmentEmitter emitter;
    private final SendSide send;
    private final Lifecycle life;
    /** Null until the other side's SYN is here. */
    private ReceiveSide receive;
    private boolean writerWaits;
    private boolean unreachable;

    private StreamConnection(
            IpEndpoint local, IpEndpoint remote, StreamState state, int initialSequence, StreamSettings settings,
            Queue<StreamOutput> outputs) {
        this.local = local;
        this.remote = remote;
        this.life = new Lifecycle(this, state, outputs);
        this.settings = settings;
        this.outputs = outputs;
        this.emitter = new SegmentEmitter(local, remote, settings.receiveWindowBytes(), outputs);
        this.send = new SendSide(settings, Integer.toUnsignedLong(initialSequence), ownSegmentBytes(), emitter);
    }

    /** A connection that this side opens, with a SYN. */
    static StreamConnection open(
            IpEndpoint local, IpEndpoint remote, int initialSequence, StreamSettings settings,
            Queue<StreamOutput> outputs) {
        return new StreamConnection(local, remote, StreamState.SYN_SENT, initialSequence, settings, outputs);
    }

    /** A connection that the other side's SYN opens; this side answers with a SYN-ACK. */
    static StreamConnection accept(
            IpEndpoint local, IpEndpoint remote, Segment syn, int initialSequence, StreamSettings settings,
            Queue<StreamOutput> outputs) {
        StreamConnection connection =
                new StreamConnection(local, remote, StreamState.SYN_RECEIVED, initialSequence, settings, outputs);
        connection.takeSyn(syn);
        return connection;
    }

    /** Sends the SYN or the SYN-ACK, for the first time or again. */
    void start(long now) {
        emitter.syn(send.initialSequence(), ownSegmentBytes());
        send.synSent(now);
    }

    /** This side's endpoint. */
    public IpEndpoint local() {
        return local;
    }

    /** The other side's endpoint as this side sees it. */
    public IpEndpoint remote() {
        return remote;
    }

    /** Bytes that were written and are not yet acknowledged. */
    public int unacknowledgedBytes() {
        return send.bufferedBytes();
    }

    StreamState state() {
        return life.state();
    }

    /** Whether the program has ended the connection, or ended itself: it is to hear nothing more. */
    public boolean isAbandoned() {
        return life.isAbandoned();
    }

    /** When {@link #handleTimeout} is due, or {@link Long#MAX_VALUE}. */
    long nextDeadline() {
        if (life.isClosed()) {
            return StreamStack.NEVER;
        }
        long ackAt = receive == null ? StreamStack.NEVER : receive.ackDeadline();
        return Math.min(life.waitDeadline(), Math.min(ackAt, send.retransmitDeadline()));
    }

    /** Whether a new SYN may take this connection's place (RFC 9293 section 3.10.7.4, TIME-WAIT). */
    boolean givesWayTo(Segment segment) {
        return life.isIn(StreamState.TIME_WAIT) && segment.syn() && !segment.ack() && !segment.rst()
                && SequenceNumbers.unwrap(segment.sequence(), receive.next()) > receive.next();
    }

    // What the program does.

    /**
     * Queues bytes; after fewer than all were taken, {@link StreamOutput.Writable} follows.
     *
     * @return how many bytes were taken; 0 on a connection that has ended
     * @throws IllegalStateException if the program closed its side before
     */
    int write(ByteBuffer bytes, long now) {
        if (send.isFinQueued()) {
            throw new IllegalStateException("write after close to " + remote);
        }
        if (life.isClosed()) {
            return 0;
        }
        int taken = send.write(bytes);
        writerWaits = bytes.hasRemaining();
        flush(now);
        return taken;
    }

    void close(long now) {
        if (life.isClosed() || send.isFinQueued()) {
            return;
        }
        send.queueFin();
        life.closedHere();
        flush(now);
    }

    /** Ends everything at once; the other side gets a reset if it knows of the connection. */
    void reset() {
        switch (life.state()) {
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK ->
                    emitter.reset(send.next());
            case SYN_SENT, TIME_WAIT, CLOSED -> { }
        }
        life.abandon();
    }

    /** Ends everything at once and tells nobody. */
    void abandon() {
        life.abandon();
    }

    // What the network does.

    SegmentOutcome handle(Segment segment, long now) {
        SegmentOutcome outcome = switch (life.state()) {
            case SYN_SENT -> handleInSynSent(segment, now);
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT ->
                    handleSynchronized(segment, now);
            case CLOSED -> SegmentOutcome.NO_CONNECTION;
        };
        if (outcome == SegmentOutcome.ACCEPTED) {
            unreachable = false;
        }
        flush(now);
        return outcome;
    }

    /** A packet of this connection was too large for a link on the way; {@code mtuBytes} is what fits. */
    void handlePacketTooBig(int mtuBytes, long now) {
        int fitting = PathMtu.largestSegment(remote.address(), mtuBytes);
        if (fitting < send.segmentBytes()) {
            send.segmentSizeReduced(fitting);
            flush(now);
        }
    }

    /** A packet of this connection could not be sent or delivered, says this host or an ICMP error. */
    void handleUnreachable() {
        unreachable = true;
        if (life.isIn(StreamState.SYN_SENT)) {
            life.end(StreamEnd.UNREACHABLE);
        }
    }

    void handleTimeout(long now) {
        if (life.isClosed()) {
            return;
        }
        if (now >= life.waitDeadline()) {
            life.end(StreamEnd.TIMED_OUT);
            return;
        }
        if (receive != null) {
            receive.handleTimeout(now);
        }
        if (now >= send.retransmitDeadline()) {
            handleRetransmissionTimeout(now);
        }
        flush(now);
    }

    private void handleRetransmissionTimeout(long now) {
        if (send.retransmissions() >= retriesMax()) {
            life.end(unreachable ? StreamEnd.UNREACHABLE : StreamEnd.TIMED_OUT);
            return;
        }
        send.timedOut(now);
        if (life.isHandshaking()) {
            start(now);
        }
    }

    private int retriesMax() {
        return switch (life.state()) {
            case SYN_SENT -> settings.synRetriesMax();
            case SYN_RECEIVED -> settings.synAckRetriesMax();
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSED ->
                    settings.dataRetriesMax();
        };
    }

    // RFC 9293 section 3.10.7.3.

    private SegmentOutcome handleInSynSent(Segment segment, long now) {
        boolean acknowledgesSyn = segment.ack() && acknowledgment(segment) == send.initialSequence() + 1;
        if (segment.ack() && !acknowledgesSyn) {
            if (!segment.rst()) {
                emitter.resetInAnswerTo(segment);
            }
            return SegmentOutcome.UNACCEPTABLE;
        }
        if (segment.rst()) {
            if (!acknowledgesSyn) {
                return SegmentOutcome.UNACCEPTABLE;
            }
            life.end(StreamEnd.REFUSED);
            return SegmentOutcome.ACCEPTED;
        }
        if (!segment.syn()) {
            return SegmentOutcome.UNACCEPTABLE;
        }
        takeSyn(segment);
        if (acknowledgesSyn) {
            establish(segment, now);
            receive.requireAck();
        } else {
            life.synsCrossed();
            start(now);
        }
        return SegmentOutcome.ACCEPTED;
    }

    // RFC 9293 section 3.10.7.4, its checks in its order, with those of RFC 5961 sections 3 to 5.

    private SegmentOutcome handleSynchronized(Segment segment, long now) {
        if (segment.syn()) {
            return handleRepeatedSyn(segment, now);
        }
        long sequence = SequenceNumbers.unwrap(segment.sequence(), receive.next());
        if (segment.rst()) {
            return handleReset(sequence, now);
        }
        if (!segment.ack()) {
            return SegmentOutcome.UNACCEPTABLE;
        }
        int length = segment.sequenceLength();
        if (length > 0 && !receive.overlapsWindow(sequence, length)) {
            return handleOutsideWindow(sequence, now);
        }
        if (Math.abs(sequence - receive.next()) > receive.windowBytes()) {
            emitter.challenge(send.highest(), now);
            return SegmentOutcome.UNACCEPTABLE;
        }
        if (!handleAcknowledgment(segment, now)) {
            return SegmentOutcome.UNACCEPTABLE;
        }
        return length > 0 && life.state().takesData() ? takeData(segment, sequence, now) : SegmentOutcome.ACCEPTED;
    }

    private SegmentOutcome handleRepeatedSyn(Segment segment, long now) {
        boolean same = SequenceNumbers.unwrap(segment.sequence(), receive.next()) == receive.next() - 1;
        if (!life.isIn(StreamState.SYN_RECEIVED)) {
            emitter.challenge(send.highest(), now);
            return same ? SegmentOutcome.ACCEPTED : SegmentOutcome.UNACCEPTABLE;
        }
        if (!same) {
            return SegmentOutcome.UNACCEPTABLE;
        }
        if (segment.ack() && acknowledgment(segment) == send.initialSequence() + 1) {
            // The other half of a simultaneous open.
            establish(segment, now);
        } else {
            start(now);
        }
        return SegmentOutcome.ACCEPTED;
    }

    private SegmentOutcome handleReset(long sequence, long now) {
        if (sequence == receive.next()) {
            life.end(life.isHandshaking() ? StreamEnd.REFUSED : StreamEnd.RESET);
            return SegmentOutcome.ACCEPTED;
        }
        if (receive.overlapsWindow(sequence, 1)) {
            emitter.challenge(send.highest(), now);
        }
        return SegmentOutcome.UNACCEPTABLE;
    }

    private SegmentOutcome handleOutsideWindow(long sequence, long now) {
        if (sequence >= receive.next()) {
            emitter.challenge(send.highest(), now);
            return SegmentOutcome.UNACCEPTABLE;
        }
        // A duplicate: the acknowledgment was lost, so it must be repeated (RFC 9293 section 3.10.7.4, first check).
        life.heardAgain(now);
        receive.requireAck();
        return SegmentOutcome.ACCEPTED;
    }

    private boolean handleAcknowledgment(Segment segment, long now) {
        long acknowledgment = acknowledgment(segment);
        if (life.isIn(StreamState.SYN_RECEIVED)) {
            if (acknowledgment != send.initialSequence() + 1) {
                emitter.resetInAnswerTo(segment);
                return false;
            }
            establish(segment, now);
            return true;
        }
        if (acknowledgment > send.highest()) {
            emitter.challenge(send.highest(), now);
            return false;
        }
        if (acknowledgment > send.unacknowledged()) {
            send.windowOffered(segment.windowBytes());
            send.acknowledged(acknowledgment, now);
            if (send.isFinAcknowledged()) {
                life.finAcknowledged(now);
            }
            reportWritable();
        } else if (isDuplicate(segment, acknowledgment)) {
            send.duplicateAcknowledged(now);
        }
        return true;
    }

    /** RFC 5681 section 2, "duplicate acknowledgment"; the window is constant. */
    private boolean isDuplicate(Segment segment, long acknowledgment) {
        return acknowledgment == send.unacknowledged() && segment.sequenceLength() == 0
                && !send.isEverythingAcknowledged();
    }

    private SegmentOutcome takeData(Segment segment, long sequence, long now) {
        SegmentOutcome outcome = receive.accept(sequence, segment.payload(), segment.fin(), this::deliver, now);
        life.heardAgain(now);
        if (receive.isAtEnd()) {
            life.closedThere(now);
        }
        return outcome;
    }

    private void takeSyn(Segment syn) {
        receive = new ReceiveSide(settings, Integer.toUnsignedLong(syn.sequence()) + 1);
        emitter.acknowledgeFrom(receive);
        send.segmentSizeOffered(PathMtu.offeredSegment(remote.address(), syn.mssBytes()));
    }

    private void establish(Segment segment, long now) {
        life.established();
        send.established(segment.windowBytes(), now);
        if (send.isFinQueued()) {
            life.closedHere();
        }
    }

    // What the program hears, and what leaves.

    private void reportWritable() {
        if (writerWaits && send.freeBytes() >= settings.sendBufferBytes() / WRITABLE_SHARE) {
            writerWaits = false;
            outputs.add(new StreamOutput.Writable(this));
        }
    }

    private void deliver(ByteBuffer bytes) {
        outputs.add(new StreamOutput.Received(this, bytes));
    }

    private void flush(long now) {
        if (life.state().sendsData()) {
            send.transmit(now);
        }
        if (!life.isClosed() && receive != null && receive.ackIsDue()) {
            emitter.acknowledgment(send.highest());
        }
    }

    private int ownSegmentBytes() {
        return PathMtu.largestSegment(local.address(), PathMtu.ETHERNET_BYTES);
    }

    private long acknowledgment(Segment segment) {
        return SequenceNumbers.unwrap(segment.acknowledgment(), send.highest());
    }
}
