package dev.magicsock.crypto;

import java.util.function.Supplier;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The hash functions of TLS 1.3 cipher suites (FIPS 180-4), and HMAC over them (RFC 2104). Thread-safe. */
public enum HashFunction {

    /** SHA-256, 32 bytes. */
    SHA_256(SHA256Digest::new),
    /** SHA-384, 48 bytes. */
    SHA_384(SHA384Digest::new);

    private final Supplier<ExtendedDigest> digest;
    private final int length;

    HashFunction(Supplier<ExtendedDigest> digest) {
        this.digest = digest;
        this.length = digest.get().getDigestSize();
    }

    /** Length of the output in bytes. */
    public int lengthBytes() {
        return length;
    }

    /** The hash of {@code data}. */
    public byte[] hash(byte[] data) {
        ExtendedDigest function = digest.get();
        function.update(data, 0, data.length);
        byte[] hash = new byte[length];
        function.doFinal(hash, 0);
        return hash;
    }

    /** The HMAC of {@code data} under a key of any length. */
    public byte[] hmac(byte[] key, byte[] data) {
        HMac mac = new HMac(digest.get());
        mac.init(new KeyParameter(key));
        mac.update(data, 0, data.length);
        byte[] tag = new byte[length];
        mac.doFinal(tag, 0);
        return tag;
    }
}
