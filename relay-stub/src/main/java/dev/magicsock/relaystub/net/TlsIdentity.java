package dev.magicsock.relaystub.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate and the key of a relay that speaks TLS 1.2 and 1.3, without client certificates and without ALPN. */
public final class TlsIdentity {

    private static final Duration SELF_SIGNED_VALIDITY = Duration.ofDays(30);
    /** Machines whose clocks are somewhat behind accept the certificate too. */
    private static final Duration SELF_SIGNED_HEAD_START = Duration.ofDays(1);
    private static final int SERIAL_BITS = 64;

    private final SslContext context;

    private TlsIdentity(SslContext context) {
        this.context = context;
    }

    /**
     * Reads PEM files.
     *
     * @param certificates the certificate, then those that lead to its root
     * @param key          the private key in PKCS #8, not encrypted
     * @throws IOException saying which file cannot be used and why
     */
    public static TlsIdentity ofPem(Path certificates, Path key) throws IOException {
        requireReadable(certificates);
        requireReadable(key);
        try {
            return of(SslContextBuilder.forServer(certificates.toFile(), key.toFile()));
        } catch (IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(certificates + " and " + key + " are not a PEM certificate and its unencrypted"
                    + " PKCS #8 key: " + cause.getMessage(), e);
        }
    }

    private static void requireReadable(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(file + " cannot be read");
        }
    }

    /** Makes a certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1} that nobody has reason to trust. */
    public static TlsIdentity selfSigned(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            return of(SslContextBuilder.forServer(keys.getPrivate(), certificate(keys, now)));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every Java platform can sign with ECDSA", e);
        }
    }

    private static X509Certificate certificate(KeyPair keys, Instant now)
            throws OperatorCreationException, CertIOException, GeneralSecurityException {
        X500Name name = new X500Name("CN=localhost");
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")});
        return new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(name,
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS),
                Date.from(now.minus(SELF_SIGNED_HEAD_START)), Date.from(now.plus(SELF_SIGNED_VALIDITY)), name,
                keys.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, names)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static TlsIdentity of(SslContextBuilder builder) throws SSLException {
        return new TlsIdentity(builder.sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2").build());
    }

    SslContext context() {
        return context;
    }
}
