package dev.magicsock.tls;

import dev.magicsock.identity.EndpointId;
import java.util.Objects;

/** What a handshake wants done, in this order. */
public sealed interface HandshakeOutput {

    /**
     * Send a message.
     *
     * @param message the whole message with its header of four bytes
     */
    record Send(HandshakeLevel level, byte[] message) implements HandshakeOutput {

        public Send {
            Objects.requireNonNull(level);
            message = message.clone();
        }

        @Override
        public byte[] message() {
            return message.clone();
        }
    }

    /** Install the keys of {@link HandshakeLevel#HANDSHAKE}. */
    record HandshakeKeys(CipherSuite suite, TrafficSecrets secrets) implements HandshakeOutput {

        public HandshakeKeys {
            Objects.requireNonNull(suite);
            Objects.requireNonNull(secrets);
        }
    }

    /**
     * The peer's QUIC transport parameters. A server answers with its own: {@link ServerHandshake#accept}.
     *
     * @param parameters the value of the extension (RFC 9001 section 8.2), not looked at
     * @param protocol   the application protocol that both speak
     */
    record PeerParameters(byte[] parameters, String protocol) implements HandshakeOutput {

        public PeerParameters {
            parameters = parameters.clone();
            Objects.requireNonNull(protocol);
        }

        @Override
        public byte[] parameters() {
            return parameters.clone();
        }
    }

    /**
     * The handshake is over: the peer has proved its identity, and both have seen the same messages.
     *
     * @param peer    whose key the peer holds
     * @param secrets those of {@link HandshakeLevel#APPLICATION}
     */
    record Established(EndpointId peer, TrafficSecrets secrets) implements HandshakeOutput {

        public Established {
            Objects.requireNonNull(peer);
            Objects.requireNonNull(secrets);
        }
    }
}
