package dev.magicsock.tls;

import java.util.HexFormat;

/**
 * Takes the secrets of handshakes, so that programs can decrypt packets that were captured. Whoever has them can read
 * everything.
 */
@FunctionalInterface
public interface KeyLog {

    /** Takes none. */
    KeyLog NONE = line -> { };

    /** One line in the format of SSLKEYLOGFILE (RFC 9850), without its end. */
    void line(String line);

    /** The secrets of the handshake itself (RFC 8446 section 7.1). */
    default void handshakeSecrets(byte[] clientRandom, TrafficSecrets secrets) {
        line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientRandom, secrets.client());
        line("SERVER_HANDSHAKE_TRAFFIC_SECRET", clientRandom, secrets.server());
    }

    /** The secrets of the data behind it, before any key update (RFC 8446 section 7.1). */
    default void applicationSecrets(byte[] clientRandom, TrafficSecrets secrets) {
        line("CLIENT_TRAFFIC_SECRET_0", clientRandom, secrets.client());
        line("SERVER_TRAFFIC_SECRET_0", clientRandom, secrets.server());
    }

    private void line(String label, byte[] clientRandom, byte[] secret) {
        HexFormat hex = HexFormat.of();
        line(label + " " + hex.formatHex(clientRandom) + " " + hex.formatHex(secret));
    }
}
