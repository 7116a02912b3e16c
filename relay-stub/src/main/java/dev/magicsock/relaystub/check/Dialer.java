package dev.magicsock.relaystub.check;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How connections to one listener are made.
 *
 * @param host    a name, or an address without brackets
 * @param tls     how TLS is spoken; empty for plain TCP
 * @param timeout for connecting and for every answer
 */
public record Dialer(String host, int port, Optional<Tls> tls, Duration timeout) {

    public Dialer {
        Objects.requireNonNull(host);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(timeout);
    }

    /** Plain TCP. */
    public static Dialer plain(String host, int port, Duration timeout) {
        return new Dialer(host, port, Optional.empty(), timeout);
    }

    /** TLS. */
    public static Dialer secure(String host, int port, Tls tls, Duration timeout) {
        return new Dialer(host, port, Optional.of(tls), timeout);
    }

    /** Which certificates are accepted. */
    public enum Tls {
        /** Those that lead to a root this Java trusts and name the host. */
        VERIFIED,
        /** Any: for relays with certificates that nobody else vouches for. */
        INSECURE
    }

    Socket secure(Socket plain) throws IOException {
        if (tls.isEmpty()) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) factory(tls.get()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        if (host.matches(".*[A-Za-z].*") && !host.contains(":")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        if (tls.get() == Tls.VERIFIED) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLSocketFactory factory(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, tls == Tls.INSECURE ? new TrustManager[] {new TrustAnyone()} : null, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** Asked for in so many words; an extended one, since Java adds its own checks to others. */
    private static final class TrustAnyone extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
