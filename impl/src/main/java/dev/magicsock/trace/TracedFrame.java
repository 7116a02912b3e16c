package dev.magicsock.trace;

import java.util.List;
import java.util.Objects;

/** A frame of a QUIC packet (RFC 9000 section 19, RFC 9221 section 4), without the data of others that it carries. */
public sealed interface TracedFrame {

    /** Nothing but bytes. */
    record Padding(int bytes) implements TracedFrame {
    }

    /**
     * Packets have come.
     *
     * @param ranges which, the largest first
     */
    record Ack(int delayMillis, List<Range> ranges) implements TracedFrame {
        public Ack {
            ranges = List.copyOf(ranges);
        }
    }

    /** Packet numbers, both ends included. */
    record Range(long smallest, long largest) {
    }

    /** Bytes of the handshake. */
    record Crypto(long offset, int bytes) implements TracedFrame {
    }

    /** Bytes of a stream. */
    record Stream(long stream, long offset, int bytes, boolean fin) implements TracedFrame {
    }

    /** A datagram of the application. */
    record Datagram(int bytes) implements TracedFrame {
    }

    /** How much may be sent on all streams. */
    record MaxData(long maximum) implements TracedFrame {
    }

    /** How much may be sent on one stream. */
    record MaxStreamData(long stream, long maximum) implements TracedFrame {
    }

    /** How many streams may be opened. */
    record MaxStreams(boolean bidirectional, long maximum) implements TracedFrame {
    }

    /** More could be sent on a stream if it were allowed. */
    record StreamDataBlocked(long stream, long limit) implements TracedFrame {
    }

    /** More streams would be opened if it were allowed. */
    record StreamsBlocked(boolean bidirectional, long limit) implements TracedFrame {
    }

    /** Another connection id may be used. */
    record NewConnectionId(long sequence, long retirePriorTo, String connectionId) implements TracedFrame {
    }

    /** A connection id is not used any more. */
    record RetireConnectionId(long sequence) implements TracedFrame {
    }

    /** Nothing more is sent on a stream. */
    record ResetStream(long stream, long error, long finalSize) implements TracedFrame {
    }

    /** Nothing more is read from a stream. */
    record StopSending(long stream, long error) implements TracedFrame {
    }

    /** The connection ends. */
    record ConnectionClose(boolean application, long error, String reason) implements TracedFrame {
        public ConnectionClose {
            Objects.requireNonNull(reason);
        }
    }

    /** Frames of which nothing but the type is of interest. */
    record Plain(Type type) implements TracedFrame {

        /** The types. */
        public enum Type {
            /** Wants to be acknowledged. */
            PING,
            /** The handshake is confirmed. */
            HANDSHAKE_DONE,
            /** For a later connection. */
            NEW_TOKEN,
            /** More could be sent if it were allowed. */
            DATA_BLOCKED,
            /** Wants to know whether a path works. */
            PATH_CHALLENGE,
            /** A path works. */
            PATH_RESPONSE
        }
    }
}
