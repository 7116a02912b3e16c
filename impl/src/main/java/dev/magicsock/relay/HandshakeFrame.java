package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** The four frames before relaying starts (relay protocol section 5). The client's only one is {@link ClientAuth}. */
public sealed interface HandshakeFrame {

    /** What the relay may say during the handshake. */
    sealed interface FromRelay extends HandshakeFrame {
    }

    /**
     * Type 0: the relay asks for proof of the client's key.
     *
     * @param challenge 16 random bytes, copied
     */
    record ServerChallenge(byte[] challenge) implements FromRelay {

        /** Length of the challenge. */
        public static final int BYTES = 16;

        public ServerChallenge {
            challenge = copyOf(challenge, BYTES);
        }

        @Override
        public byte[] challenge() {
            return challenge.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ServerChallenge that && Arrays.equals(challenge, that.challenge);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(challenge);
        }

        @Override
        public String toString() {
            return "ServerChallenge[" + HexFormat.of().formatHex(challenge) + "]";
        }
    }

    /**
     * Type 1: the client names its key and proves it.
     *
     * @param client    the key
     * @param signature 64 bytes over the message of {@link ChallengeSignature}, copied
     */
    record ClientAuth(EndpointId client, byte[] signature) implements HandshakeFrame {

        public ClientAuth {
            Objects.requireNonNull(client);
            signature = copyOf(signature, SecretKey.SIGNATURE_BYTES);
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ClientAuth that && client.equals(that.client)
                    && Arrays.equals(signature, that.signature);
        }

        @Override
        public int hashCode() {
            return 31 * client.hashCode() + Arrays.hashCode(signature);
        }

        @Override
        public String toString() {
            return "ClientAuth[" + client.toShortString() + "]";
        }
    }

    /** Type 2: the client is let in; relay frames follow. */
    record ServerConfirmsAuth() implements FromRelay {
    }

    /**
     * Type 3: the client is turned away, and the connection ends.
     *
     * @param reason for people, at most 65 533 bytes of UTF-8
     */
    record ServerDeniesAuth(String reason) implements FromRelay {

        public ServerDeniesAuth {
            Objects.requireNonNull(reason);
        }
    }

    private static byte[] copyOf(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("expected " + length + " bytes, not " + bytes.length);
        }
        return bytes.clone();
    }
}
