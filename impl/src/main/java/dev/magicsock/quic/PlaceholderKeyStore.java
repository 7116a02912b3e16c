package dev.magicsock.quic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;

/**
 * A key store with a certificate that nobody ever sees: agent15's engine factory wants one of a kind that it knows, and
 * our subclass of it uses neither certificate nor key.
 */
final class PlaceholderKeyStore {

    static final String ALIAS = "unused";
    static final String CURVE = "secp256r1";

    /** Self-signed by a key that was thrown away. */
    private static final String CERTIFICATE = """
            MIIBOTCB36ADAgECAgghD4WWu4Ey1DAKBggqhkjOPQQDAzARMQ8wDQYDVQQDEwZ1
            bnVzZWQwHhcNMjYxMTIyMTg1NDA3WhcNMjYxMTIzMTg1NDA3WjARMQ8wDQYDVQQD
            EwZ1bnVzZWQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATlMv4XZJmf+KQn87wX
            OaNkXJb+Ve2BJrhq0o+43SKTA6Ky1VslHVYBjw2uR62vvYklHJyGDi9lyrCLIBNO
            +NcnoyEwHzAdBgNVHQ4EFgQU5RKS8C3FAmeeev9MX8kyN7zdXrgwCgYIKoZIzj0E
            AwMDSQAwRgIhAJCOoHSXy0FGQc8fyUjoWMJ9LDL94rx9FPKdoLhkN8B7AiEAl4XA
            kluN8GSVBaDPgbOqtudRPFKzu76eipkxRTmIabw=
            """;

    private PlaceholderKeyStore() {
    }

    static char[] password() {
        return ALIAS.toCharArray();
    }

    static KeyStore create() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, anyKey(), password(), new Certificate[] {certificate()});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has PKCS12, X.509 and EC", e);
        }
    }

    private static PrivateKey anyKey() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    }

    private static Certificate certificate() throws GeneralSecurityException {
        byte[] encoded = Base64.getMimeDecoder().decode(CERTIFICATE);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
