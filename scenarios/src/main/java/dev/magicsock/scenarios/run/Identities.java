package dev.magicsock.scenarios.run;

import dev.magicsock.identity.SecretKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The keys of a scenario's endpoints: each follows from the seed and the endpoint's name alone. */
final class Identities {

    private static final byte[] CONTEXT = "magicsock scenario identity 1".getBytes(StandardCharsets.US_ASCII);

    private Identities() {
    }

    static SecretKey keyOf(String endpoint, long seed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(CONTEXT);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
            return SecretKey.of(digest.digest(endpoint.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
