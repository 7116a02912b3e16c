package dev.magicsock.trace;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What happens to a QUIC connection. */
public sealed interface QuicTraceEvent {

    /** The packets of one datagram were sent. */
    record Sent(List<TracedPacket> packets) implements QuicTraceEvent {
        public Sent {
            packets = List.copyOf(packets);
        }
    }

    /**
     * A packet was received and decrypted.
     *
     * @param at when its datagram was taken from the socket, by the clock of the connection
     */
    record Received(TracedPacket packet, Instant at) implements QuicTraceEvent {
        public Received {
            Objects.requireNonNull(packet);
            Objects.requireNonNull(at);
        }
    }

    /** A packet that was sent counts as lost (RFC 9002 section 6). */
    record Lost(TracedPacket packet) implements QuicTraceEvent {
    }

    /** Congestion control has come to this (RFC 9002 appendix B.2), in bytes. */
    record Congestion(long window, long inFlight) implements QuicTraceEvent {
    }

    /** Round trips have come to this (RFC 9002 section 5), in milliseconds. */
    record RoundTrips(int smoothedMillis, int varianceMillis, int latestMillis) implements QuicTraceEvent {
    }

    /**
     * One side's transport parameters are known.
     *
     * @param local   whether they are this side's
     * @param encoded as in RFC 9000 section 18
     */
    record Parameters(boolean local, byte[] encoded) implements QuicTraceEvent {
        public Parameters {
            encoded = encoded.clone();
        }

        @Override
        public byte[] encoded() {
            return encoded.clone();
        }
    }

    /** The connection ended without a word, because nothing came any more (RFC 9000 section 10.1). */
    record TimedOut() implements QuicTraceEvent {
    }
}
