package dev.magicsock.relay;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.HandshakeFrame.ClientAuth;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.params.Blake3Parameters;

/**
 * What a client signs to prove its key (relay protocol section 5.3): not the challenge itself but 32 bytes that BLAKE3
 * derives from it, so that a signature given here is of no use in any other protocol.
 */
public final class ChallengeSignature {

    private static final String CONTEXT = "iroh-relay handshake v1 challenge signature";
    private static final int MESSAGE_BYTES = 32;

    private ChallengeSignature() {
    }

    /** The answer of the owner of a key to a challenge. */
    public static ClientAuth answer(ServerChallenge challenge, SecretKey key) {
        return new ClientAuth(key.id(), key.sign(message(challenge)));
    }

    /** The 32 bytes that are signed. */
    static byte[] message(ServerChallenge challenge) {
        Blake3Digest digest = new Blake3Digest(MESSAGE_BYTES * Byte.SIZE);
        digest.init(Blake3Parameters.context(CONTEXT.getBytes(StandardCharsets.UTF_8)));
        digest.update(challenge.challenge(), 0, ServerChallenge.BYTES);
        byte[] message = new byte[MESSAGE_BYTES];
        digest.doFinal(message, 0);
        return message;
    }
}
