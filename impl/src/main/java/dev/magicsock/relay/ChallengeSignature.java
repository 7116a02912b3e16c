package dev.magicsock.relay;

import dev.magicsock.crypto.Blake3;
import dev.magicsock.crypto.StrictEd25519;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.HandshakeFrame.ClientAuth;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;

/**
 * What a client signs to prove its key (relay protocol section 5.3): not the challenge itself but 32 bytes that BLAKE3
 * derives from it, so that a signature given here is of no use in any other protocol.
 */
public final class ChallengeSignature {

    private static final String CONTEXT = "iroh-relay handshake v1 challenge signature";

    private ChallengeSignature() {
    }

    /** The answer of the owner of a key to a challenge. */
    public static ClientAuth answer(ServerChallenge challenge, SecretKey key) {
        return new ClientAuth(key.id(), key.sign(message(challenge)));
    }

    /** True if the answer was given by the owner of the key that it names, and to this challenge. */
    public static boolean isValid(ServerChallenge challenge, ClientAuth answer) {
        return StrictEd25519.verify(answer.client(), message(challenge), answer.signature());
    }

    /** The 32 bytes that are signed. */
    static byte[] message(ServerChallenge challenge) {
        return Blake3.deriveKey(CONTEXT, challenge.challenge());
    }
}
