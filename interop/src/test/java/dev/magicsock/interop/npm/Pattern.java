package dev.magicsock.interop.npm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes that both sides send, so that each knows what has to come back. */
final class Pattern {

    private Pattern() {
    }

    /** What was received. */
    record Digest(int bytes, String sha256) {

        static Digest of(byte[] content) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
                return new Digest(content.length, HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The first bytes of it. */
    static byte[] bytes(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        return content;
    }

    /** What has to come back if the first bytes of it are sent. */
    static Digest digest(int length) {
        return Digest.of(bytes(length));
    }
}
