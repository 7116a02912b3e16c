package dev.magicsock.tls;

import dev.magicsock.crypto.HashFunction;
import java.util.Arrays;
import java.util.Optional;

/** The cipher suites of RFC 8446 appendix B.4 that QUIC libraries share, the most preferred first. */
public enum CipherSuite {

    TLS_AES_128_GCM_SHA256(0x1301, HashFunction.SHA_256),
    TLS_AES_256_GCM_SHA384(0x1302, HashFunction.SHA_384),
    TLS_CHACHA20_POLY1305_SHA256(0x1303, HashFunction.SHA_256);

    private final int code;
    private final HashFunction hash;

    CipherSuite(int code, HashFunction hash) {
        this.code = code;
        this.hash = hash;
    }

    /** The two bytes that stand for the suite. */
    public int code() {
        return code;
    }

    /** The hash function of the suite's key schedule and transcript. */
    HashFunction hash() {
        return hash;
    }

    static Optional<CipherSuite> ofCode(int code) {
        return Arrays.stream(values()).filter(suite -> suite.code == code).findFirst();
    }
}
