package dev.magicsock.relay;

import java.time.Duration;

/** What becomes of the connection to a relay, told through {@link RelayClientOutput#statusChanged}. */
public sealed interface RelayStatus {

    /** An attempt starts: the transport is asked to dial. */
    record Connecting(TransportId transport) implements RelayStatus {
    }

    /** The relay let the client in; datagrams can be sent and received from now on. */
    record Authenticated(RelayProtocolVersion version) implements RelayStatus {
    }

    /** The first pong came: the connection counts as established. */
    record Established(Duration roundTripTime) implements RelayStatus {
    }

    /** The same endpoint connected elsewhere; datagrams for it go there until {@link Recovered}. */
    record Duplicate() implements RelayStatus {
    }

    /** Datagrams come here again. */
    record Recovered() implements RelayStatus {
    }

    /**
     * The relay is about to restart and will end the connection; the client then stays away for the first time and
     * tries often for the second one.
     */
    record Restarting(Duration reconnectIn, Duration tryFor) implements RelayStatus {
    }

    /** Anything else that the relay says about the connection, for people. */
    record Notice(String text) implements RelayStatus {
    }

    /** The relay turned the client away; it tries again with growing pauses. */
    record Denied(String reason) implements RelayStatus {
    }

    /**
     * The connection or the attempt failed; the client tries again.
     *
     * @param reason what happened
     * @param detail more words for people, may be empty
     */
    record Lost(LossReason reason, String detail) implements RelayStatus {
    }

    /** Closed on request; nothing follows. */
    record Closed() implements RelayStatus {
    }

    /** How a connection to a relay is lost. */
    enum LossReason {
        /** The transport could not connect, ended or failed. */
        TRANSPORT_LOST,
        /** Dialling and handshake together took too long. */
        CONNECT_TIMEOUT,
        /** The relay sent what is not allowed. */
        PROTOCOL_ERROR,
        /** A ping was not answered in time. */
        PONG_TIMEOUT,
        /** The transport did not write a message in time. */
        SEND_TIMEOUT
    }
}
