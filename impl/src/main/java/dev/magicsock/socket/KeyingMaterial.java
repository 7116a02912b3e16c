package dev.magicsock.socket;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.KeyingMaterialAuth;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSocket;

/** What two ends of a TLS connection alone can compute (RFC 8446 section 7.5). */
final class KeyingMaterial {

    private KeyingMaterial() {
    }

    /** For the header of relay protocol section 5.4; empty without TLS, and where it cannot be had. */
    static Optional<byte[]> of(Socket socket, EndpointId client) {
        if (!(socket instanceof SSLSocket secure && secure.getSession() instanceof ExtendedSSLSession session)) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.exportKeyingMaterialData(KeyingMaterialAuth.EXPORTER_LABEL, client.toBytes(),
                    KeyingMaterialAuth.EXPORTED_BYTES));
        } catch (SSLKeyException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
