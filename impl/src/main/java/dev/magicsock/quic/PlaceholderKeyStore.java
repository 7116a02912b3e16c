package dev.magicsock.quic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;

/**
 * A key store with a certificate that nobody ever sees: agent15's engine factory wants one of a kind that it knows, and
 * our subclass of it uses neither certificate nor key. Nothing about it is secret: making a key and protecting it well
 * takes longer than a whole handshake.
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

    /** PKCS12, the usual one, would derive a key from the password in thousands of iterations. */
    private static final String QUICK_FORMAT = "JKS";

    private PlaceholderKeyStore() {
    }

    static char[] password() {
        return ALIAS.toCharArray();
    }

    static KeyStore create() {
        try {
            KeyStore store = KeyStore.getInstance(QUICK_FORMAT);
            store.load(null, null);
            Certificate certificate = certificate();
            store.setKeyEntry(ALIAS, knownKey(certificate), password(), new Certificate[] {certificate});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every OpenJDK has JKS, X.509 and EC", e);
        }
    }

    /** The smallest one. It does not belong to the certificate, which nobody checks. */
    private static PrivateKey knownKey(Certificate certificate) throws GeneralSecurityException {
        ECParameterSpec curve = ((ECPublicKey) certificate.getPublicKey()).getParams();
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(BigInteger.ONE, curve));
    }

    private static Certificate certificate() throws GeneralSecurityException {
        byte[] encoded = Base64.getMimeDecoder().decode(CERTIFICATE);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
