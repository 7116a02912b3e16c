package dev.magicsock.socket;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relay.KeyingMaterialAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Opens TCP and TLS connections to relays (relay protocol sections 3.1 and 15). Waits, so it needs a thread. */
final class RelayDialer {

    /** For one address, as iroh has it; the relay's other addresses follow. */
    private static final Duration TCP_TIMEOUT = Duration.ofMillis(1500);

    /** For each read during the TLS handshake; the whole dial is bounded by whoever asked for it. */
    private static final Duration TLS_READ_TIMEOUT = Duration.ofSeconds(5);

    private final RelayDialSettings settings;

    RelayDialer(RelayDialSettings settings) {
        this.settings = settings;
    }

    /**
     * Connects, with TLS for a secure URL.
     *
     * @param begun told each socket before it waits, so that it can be closed meanwhile
     */
    Socket connect(RelayUrl relay, Consumer<Socket> begun) throws IOException, InterruptedException {
        Socket plain = connectTcp(NameLookup.resolve(relay.host()), relay.port(), begun);
        if (!relay.isSecure()) {
            return plain;
        }
        try {
            return startTls(plain, relay);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket connectTcp(List<InetAddress> addresses, int port, Consumer<Socket> begun) throws IOException {
        IOException failure = null;
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                begun.accept(socket);
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, port), (int) TCP_TIMEOUT.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    private SSLSocket startTls(Socket plain, RelayUrl relay) throws IOException {
        SSLSocketFactory factory = settings.tls().map(context -> context.getSocketFactory())
                .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        SSLSocket secure = (SSLSocket) factory.createSocket(plain, tlsName(relay.host()), relay.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        // Without this the certificate's name is not compared (RFC 9110 section 4.3.4).
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        plain.setSoTimeout((int) TLS_READ_TIMEOUT.toMillis());
        secure.startHandshake();
        plain.setSoTimeout(0);
        return secure;
    }

    /** Certificates name hosts without the dot of a fully qualified name, and addresses without brackets. */
    private static String tlsName(String host) {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The keying material of a TLS connection for the header of section 5.4; empty if there is none. */
    static Optional<byte[]> keyingMaterial(Socket socket, EndpointId client) {
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
