package dev.magicsock.relay;

import java.time.Instant;

/** Where a {@link RelayClient} stands. Each state holds what exists only then. */
sealed interface RelayClientState {

    /** The transport that this state is about, or null. */
    TransportId transport();

    /** Not started. */
    record Idle() implements RelayClientState {
        @Override
        public TransportId transport() {
            return null;
        }
    }

    /** The transport was asked to connect. */
    record Dialing(TransportId transport, Instant giveUpAt) implements RelayClientState {
    }

    /**
     * The relay speaks first: a challenge, or at once its verdict. After the answer only the verdict may come.
     *
     * @param window what the transport was given so far; goes on into the session
     */
    record Handshaking(TransportId transport, RelayProtocolVersion version, Instant giveUpAt, WriteWindow window,
                       boolean answered) implements RelayClientState {

        Handshaking withAnswer() {
            return new Handshaking(transport, version, giveUpAt, window, true);
        }
    }

    /** The relay confirmed the key. */
    record Connected(TransportId transport, RelaySession session) implements RelayClientState {
    }

    /** Waits before the next attempt. */
    record BackingOff(Instant until) implements RelayClientState {
        @Override
        public TransportId transport() {
            return null;
        }
    }

    /** Closed on request. */
    record Closed() implements RelayClientState {
        @Override
        public TransportId transport() {
            return null;
        }
    }
}
