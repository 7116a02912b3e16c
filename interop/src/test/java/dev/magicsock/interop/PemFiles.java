package dev.magicsock.interop;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate of a relay on the loopback interface and its key, as files that both relays read, and the authority
 * that has signed it.
 *
 * @param certificates PEM: the relay's, then the authority's
 * @param key          PEM, PKCS #8
 * @param authority    what clients have to trust
 */
public record PemFiles(Path certificates, Path key, X509Certificate authority) {

    private static final X500Name AUTHORITY = new X500Name("CN=Authority of one test");
    private static final X500Name RELAY = new X500Name("CN=localhost");
    private static final Duration VALIDITY = Duration.ofDays(1);

    /** Makes everything anew. */
    public static PemFiles make(Path folder) throws IOException {
        try {
            KeyPair authorityKeys = keys();
            KeyPair relayKeys = keys();
            X509Certificate authority = certificate(builder(1, AUTHORITY, authorityKeys)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)), authorityKeys);
            X509Certificate relay = certificate(builder(2, RELAY, relayKeys)
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")})), authorityKeys);
            return new PemFiles(
                    Files.writeString(folder.resolve("certificates.pem"), pem("CERTIFICATE", relay.getEncoded())
                            + pem("CERTIFICATE", authority.getEncoded()), StandardCharsets.US_ASCII),
                    Files.writeString(folder.resolve("key.pem"),
                            pem("PRIVATE KEY", relayKeys.getPrivate().getEncoded()), StandardCharsets.US_ASCII),
                    authority);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("every Java platform can sign with RSA", e);
        }
    }

    /** RSA, since the JDK writes EC keys without their public half, which the real relay wants to see. */
    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(int serial, X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(AUTHORITY, BigInteger.valueOf(serial), Date.from(now.minus(VALIDITY)),
                Date.from(now.plus(VALIDITY)), subject, keys.getPublic());
    }

    private static X509Certificate certificate(X509v3CertificateBuilder builder, KeyPair signer)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate())));
    }

    private static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** What a client is given that trusts this authority and no other. */
    public SSLContext trusted() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
