package dev.magicsock.relay;

import dev.magicsock.crypto.StrictEd25519;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.HandshakeFrame.ClientAuth;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The request header by which a client proves its key before the relay asks, which saves a round trip (relay protocol
 * section 5.4). It is bound to one TLS session: the client signs the first half of its exported keying material and
 * shows the second.
 *
 * <pre>
 * base64url, unpadded, of: public key 32 | 40 | signature 64 | second half of the exported bytes 16
 * </pre>
 */
public final class KeyingMaterialAuth {

    /** The name of the header. */
    public static final String HEADER = "x-iroh-relay-client-auth-v1";

    /** The label for the TLS exporter. */
    public static final String EXPORTER_LABEL = "iroh-relay handshake v1";

    /** How many bytes to export. */
    public static final int EXPORTED_BYTES = 32;

    private static final int HALF = EXPORTED_BYTES / 2;
    private static final int KEY_AND_SIGNATURE_BYTES = EndpointId.BYTES + 1 + SecretKey.SIGNATURE_BYTES;
    private static final int BYTES = KEY_AND_SIGNATURE_BYTES + HALF;

    private final ClientAuth auth;
    private final byte[] suffix;

    private KeyingMaterialAuth(ClientAuth auth, byte[] suffix) {
        this.auth = auth;
        this.suffix = suffix;
    }

    /** The header's value for a client with this key in a session that exports these 32 bytes. */
    public static String header(SecretKey key, byte[] exported) {
        requireExported(exported);
        byte[] signature = key.sign(Arrays.copyOf(exported, HALF));
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .put(key.id().toBytes())
                .put((byte) SecretKey.SIGNATURE_BYTES)
                .put(signature)
                .put(exported, HALF, HALF)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads a header's value; empty if it is not of the one allowed form, which ends the connection. */
    public static Optional<KeyingMaterialAuth> parse(String header) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(header);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // The decoder tolerates padding and stray bits at the end; only the one spelling of these bytes is allowed.
        boolean canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(header);
        if (!canonical || bytes.length != BYTES) {
            return Optional.empty();
        }
        return switch (HandshakeCodec.parseKeyAndSignature(bytes, 0)) {
            case FrameResult.Parsed<ClientAuth>(ClientAuth auth) -> Optional.of(
                    new KeyingMaterialAuth(auth, Arrays.copyOfRange(bytes, KEY_AND_SIGNATURE_BYTES, BYTES)));
            case FrameResult.Rejected<ClientAuth> _ -> Optional.empty();
        };
    }

    /** Whose key it claims to prove. */
    public EndpointId client() {
        return auth.client();
    }

    /** True if the header was made by the owner of the key for the session that exports these 32 bytes. */
    public boolean isValidFor(byte[] exported) {
        requireExported(exported);
        return MessageDigest.isEqual(suffix, Arrays.copyOfRange(exported, HALF, EXPORTED_BYTES))
                && StrictEd25519.verify(auth.client(), Arrays.copyOf(exported, HALF), auth.signature());
    }

    private static void requireExported(byte[] exported) {
        if (exported.length != EXPORTED_BYTES) {
            throw new IllegalArgumentException("exported " + exported.length + " bytes instead of " + EXPORTED_BYTES);
        }
    }
}
