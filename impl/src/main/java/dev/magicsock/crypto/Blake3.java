package dev.magicsock.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.params.Blake3Parameters;

/** BLAKE3 in its {@code derive_key} mode, which is neither its hash nor its keyed hash. Thread-safe. */
public final class Blake3 {

    /** Length of a derived key. */
    public static final int KEY_BYTES = 32;

    private Blake3() {
    }

    /**
     * Derives 32 bytes from key material.
     *
     * @param context     says what the key is for; hard-coded and unique to that purpose
     * @param keyMaterial any number of bytes
     */
    public static byte[] deriveKey(String context, byte[] keyMaterial) {
        Blake3Digest digest = new Blake3Digest();
        digest.init(Blake3Parameters.context(context.getBytes(StandardCharsets.UTF_8)));
        digest.update(keyMaterial, 0, keyMaterial.length);
        byte[] key = new byte[KEY_BYTES];
        digest.doFinal(key, 0);
        return key;
    }
}
