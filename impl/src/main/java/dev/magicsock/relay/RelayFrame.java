package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The frames after the handshake (relay protocol section 6), one per WebSocket message.
 *
 * <p>This is the readable form. The path of every datagram works on the bytes instead: {@link DatagramFrames}.
 */
public sealed interface RelayFrame {

    /** What a client may send. */
    sealed interface FromClient extends RelayFrame {
    }

    /** What a relay may send. */
    sealed interface FromRelay extends RelayFrame {
    }

    /** Types 4 and 5: datagrams on their way to the relay. */
    record ClientToRelay(EndpointId destination, Datagrams datagrams) implements FromClient {
        public ClientToRelay {
            Objects.requireNonNull(destination);
            Objects.requireNonNull(datagrams);
        }
    }

    /** Types 6 and 7: datagrams from the relay; the relay vouches for the source. */
    record RelayToClient(EndpointId source, Datagrams datagrams) implements FromRelay {
        public RelayToClient {
            Objects.requireNonNull(source);
            Objects.requireNonNull(datagrams);
        }
    }

    /**
     * One datagram, or several of equal size of which the last may be shorter.
     *
     * @param ecn         the mark of all of them
     * @param segmentSize their size in [1, 65535]; empty for a single datagram, which goes as type 4 or 6
     * @param contents    a read-only view of the datagrams, one behind the other; not a copy
     */
    record Datagrams(Ecn ecn, OptionalInt segmentSize, ByteBuffer contents) {

        private static final int MAX_SEGMENT_SIZE = 0xffff;

        public Datagrams {
            Objects.requireNonNull(ecn);
            if (segmentSize.isPresent() && (segmentSize.getAsInt() < 1 || segmentSize.getAsInt() > MAX_SEGMENT_SIZE)) {
                throw new IllegalArgumentException("segment size " + segmentSize.getAsInt());
            }
            contents = contents.slice().asReadOnlyBuffer();
        }

        /** A fresh view whose position is 0. */
        @Override
        public ByteBuffer contents() {
            return contents.duplicate();
        }
    }

    /** Type 8: the last connection of this endpoint to the relay has ended. */
    record EndpointGone(EndpointId endpoint) implements FromRelay {
        public EndpointGone {
            Objects.requireNonNull(endpoint);
        }
    }

    /** Type 9: asks for a {@link Pong} with the same eight opaque bytes, read here as one big-endian number. */
    record Ping(long payload) implements FromClient, FromRelay {
    }

    /** Type 10: the answer to the {@link Ping} with this payload. */
    record Pong(long payload) implements FromClient, FromRelay {
    }

    /** Type 11, version 1 only: how the connection is, for people. */
    record Health(String text) implements FromRelay {

        /** What version 1 says where version 2 sends {@link Status#SAME_ID_CONNECTED}. */
        public static final String SAME_ID_CONNECTED =
                "Another endpoint connected with the same endpoint id. No more messages will be received.";

        /** What version 1 says where version 2 sends {@link Status#HEALTHY}. */
        public static final String HEALTHY = "The connection is healthy and has recovered from previous problems";

        public Health {
            Objects.requireNonNull(text);
        }
    }

    /**
     * Type 12: the relay announces its restart.
     *
     * @param reconnectIn when to reconnect, whole milliseconds in [0, 2^32)
     * @param tryFor      for how long to try, whole milliseconds in [0, 2^32)
     */
    record Restarting(Duration reconnectIn, Duration tryFor) implements FromRelay {

        private static final long MAX_MILLIS = 0xffff_ffffL;

        public Restarting {
            requireMillis(reconnectIn);
            requireMillis(tryFor);
        }

        private static void requireMillis(Duration duration) {
            if (duration.isNegative() || duration.toMillis() > MAX_MILLIS) {
                throw new IllegalArgumentException("not an unsigned 32-bit number of milliseconds: " + duration);
            }
        }
    }

    /**
     * Type 13, version 2 only: how the connection is. Codes other than the constants are tolerated.
     *
     * @param code in [0, 255]
     */
    record Status(int code) implements FromRelay {

        /** Datagrams for this endpoint come to this connection again. */
        public static final int HEALTHY = 0;

        /** The same endpoint connected elsewhere; datagrams for it go there from now on. */
        public static final int SAME_ID_CONNECTED = 1;

        /** The relay slows down reading from this connection. */
        public static final int RATE_LIMITED = 2;

        public Status {
            if (code < 0 || code > 0xff) {
                throw new IllegalArgumentException("status code " + code);
            }
        }
    }
}
