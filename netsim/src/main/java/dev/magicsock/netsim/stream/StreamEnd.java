package dev.magicsock.netsim.stream;

/** Why a stream ended for its program. */
public enum StreamEnd {
    /** The other side sent its FIN, and every byte before it was delivered. */
    END_OF_STREAM,
    /** A reset arrived. */
    RESET,
    /** A reset answered the SYN: nobody listens there. */
    REFUSED,
    /** No answer within the retransmission limit. */
    TIMED_OUT,
    /**
     * There is no way to send. During the handshake one such report is enough, as RFC 5461 describes it of many hosts;
     * an established connection keeps trying, because routes and addresses come back (soft errors, RFC 9293
     * section 3.9.2.2), and ends so instead of {@link #TIMED_OUT} if sending was impossible since the last answer.
     */
    UNREACHABLE
}
