package dev.magicsock.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in relays whose certificates no public authority has issued. */
public final class RelayCertificates {

    /** A bundle of every public authority is a quarter of that. */
    private static final int MAX_BYTES = 1 << 20;

    private RelayCertificates() {
    }

    /**
     * Trusts what the certificates of a file vouch for, and nothing else. Host names are checked as ever.
     *
     * @param file X.509 certificates as PEM (RFC 7468 section 5), at most 1 MiB
     * @throws IOException if the file cannot be read or holds no certificate, saying which file
     */
    public static SSLContext trusting(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " cannot be read");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return context(read(file));
        } catch (CertificateException e) {
            throw new IOException(file + " does not hold certificates as PEM: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, CertificateException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (found.isEmpty()) {
            throw new CertificateException("there is none");
        }
        return found;
    }

    private static SSLContext context(Collection<? extends Certificate> trusted)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate each : trusted) {
            store.setCertificateEntry("relay-" + number++, each);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
