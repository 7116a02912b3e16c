package dev.magicsock.quicsim.process;

import dev.magicsock.identity.EndpointId;
import java.util.Objects;

/** What happens to the QUIC application of an endpoint. */
public sealed interface QuicEvent {

    /** A job begins to connect. */
    record Connecting(String job) implements QuicEvent {
    }

    /** A job has a connection. */
    record Connected(String job) implements QuicEvent {
    }

    /** A job could not connect. */
    record NotConnected(String job, String reason) implements QuicEvent {
    }

    /** Bytes that a job had sent have come back, on streams or in datagrams. */
    record CameBack(String job, int bytes) implements QuicEvent {
    }

    /**
     * All that a stream carried has come back.
     *
     * @param intact whether it has the SHA-256 of what was sent
     */
    record StreamDone(String job, int bytes, boolean intact) implements QuicEvent {
    }

    /** A job sent a datagram. */
    record DatagramSent(String job) implements QuicEvent {
    }

    /** A job sent everything and got everything back; of datagrams, as many as came. */
    record Done(String job) implements QuicEvent {
    }

    /** A job has given up. */
    record Failed(String job, String reason) implements QuicEvent {
    }

    /**
     * A connection of a job has ended.
     *
     * @param statistics as kwik counts
     */
    record Closed(String job, String how, Statistics statistics) implements QuicEvent {
    }

    /** Somebody has connected. */
    record Accepted(EndpointId remote) implements QuicEvent {
    }

    /** A connection that somebody had made has ended. */
    record AcceptedClosed(EndpointId remote, String how) implements QuicEvent {
    }

    /** Somebody has not come through. */
    record Refused(String reason) implements QuicEvent {
    }

    /**
     * What kwik says about one connection.
     *
     * @param smoothedRttMillis the smoothed round-trip time (RFC 9002 section 5.3)
     */
    record Statistics(long packetsSent, long packetsLost, long bytesSent, long dataBytesSent, int smoothedRttMillis) {
        /** Of a connection that never was. */
        public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0);
    }

    /** Hears events, on the simulated thread that makes them; must not wait. */
    @FunctionalInterface
    interface Listener {
        /** Something happened. */
        void happened(QuicEvent event);

        /** Both hear. */
        default Listener and(Listener other) {
            Objects.requireNonNull(other);
            return event -> {
                happened(event);
                other.happened(event);
            };
        }
    }
}
