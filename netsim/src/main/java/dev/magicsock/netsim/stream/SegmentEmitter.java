package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.util.Queue;

/** Writes one connection's segments: whatever leaves carries the current acknowledgment and window. */
final class SegmentEmitter {

    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);
    /** Two ends that disagree would otherwise answer each other forever; Linux's {@code tcp_invalid_ratelimit}. */
    private static final long CHALLENGE_INTERVAL_NANOS = 500_000_000;

    private final IpEndpoint local;
    private final IpEndpoint remote;
    private final int windowBytes;
    private final Queue<StreamOutput> outputs;
    private long challengeNotBefore = Long.MIN_VALUE;
    /** Null until the other side's SYN is here: nothing can be acknowledged before. */
    private ReceiveSide receive;

    SegmentEmitter(IpEndpoint local, IpEndpoint remote, int windowBytes, Queue<StreamOutput> outputs) {
        this.local = local;
        this.remote = remote;
        this.windowBytes = windowBytes;
        this.outputs = outputs;
    }

    void acknowledgeFrom(ReceiveSide receiving) {
        receive = receiving;
    }

    /** A SYN, or a SYN-ACK once the other side's SYN is here. */
    void syn(long sequence, int mssBytes) {
        write(sequence, Segment.SYN | acknowledging(), mssBytes, NO_PAYLOAD);
    }

    /** Data, a FIN or both. */
    void data(long sequence, int flags, ByteBuffer payload) {
        write(sequence, flags | Segment.ACK, 0, payload);
    }

    void acknowledgment(long sequence) {
        data(sequence, 0, NO_PAYLOAD);
    }

    /** Tells an end that may have lost its way where this one stands (RFC 5961 section 7: not too often). */
    void challenge(long sequence, long now) {
        if (now >= challengeNotBefore) {
            challengeNotBefore = now + CHALLENGE_INTERVAL_NANOS;
            acknowledgment(sequence);
        }
    }

    void reset(long sequence) {
        write(sequence, Segment.RST | Segment.ACK, 0, NO_PAYLOAD);
    }

    void resetInAnswerTo(Segment segment) {
        outputs.add(new StreamOutput.Transmit(local, remote, Segment.resetInAnswerTo(segment)));
    }

    private int acknowledging() {
        return receive == null ? 0 : Segment.ACK;
    }

    private void write(long sequence, int flags, int mssBytes, ByteBuffer payload) {
        int acknowledgment = receive == null ? 0 : (int) receive.next();
        Segment segment = new Segment((int) sequence, acknowledgment, flags, windowBytes, mssBytes, payload);
        outputs.add(new StreamOutput.Transmit(local, remote, segment));
        if (receive != null) {
            receive.acknowledged();
        }
    }
}
