package dev.magicsock.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A self-signed certificate for the loopback interface and its key, as files that both relays read.
 *
 * @param certificate PEM
 * @param key         PEM, PKCS #8
 */
record PemFiles(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "relay";

    /** Makes them with the JDK's own tool. */
    static PemFiles make(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("relay.p12");
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        // RSA, since the JDK writes EC keys without their public half, which the real relay wants to see.
        int exit = new ProcessBuilder(tool.toString(), "-genkeypair",
                "-alias", ALIAS, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=localhost",
                "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", store.toString(),
                "-storepass", PASSWORD).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("keytool failed with " + exit);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new PemFiles(
                write(folder.resolve("certificate.pem"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
                write(folder.resolve("key.pem"), "PRIVATE KEY",
                        keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path write(Path file, String label, byte[] der) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
