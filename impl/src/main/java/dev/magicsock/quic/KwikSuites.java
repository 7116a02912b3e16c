package dev.magicsock.quic;

import dev.magicsock.tls.CipherSuite;
import tech.kwik.agent15.TlsConstants;

/** Our cipher suites as agent15's. */
final class KwikSuites {

    private KwikSuites() {
    }

    static TlsConstants.CipherSuite of(CipherSuite suite) {
        return switch (suite) {
            case TLS_AES_128_GCM_SHA256 -> TlsConstants.CipherSuite.TLS_AES_128_GCM_SHA256;
            case TLS_AES_256_GCM_SHA384 -> TlsConstants.CipherSuite.TLS_AES_256_GCM_SHA384;
            case TLS_CHACHA20_POLY1305_SHA256 -> TlsConstants.CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
        };
    }
}
