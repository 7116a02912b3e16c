package dev.magicsock.dial;

import dev.magicsock.http.HttpResponse;
import dev.magicsock.http.HttpResponseReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Opens TCP and TLS connections, through a proxy if there is one. Waits, so it needs a thread. Thread-safe. */
public final class Dialer {

    /** For each read during the TLS handshake; the whole dial is bounded by whoever asked for it. */
    private static final Duration TLS_READ_TIMEOUT = Duration.ofSeconds(5);

    /** What a proxy may say before its tunnel opens. */
    private static final int MAX_PROXY_HEAD_BYTES = 16 << 10;

    private final DialSettings settings;
    private final NameLookup names;

    /** A dialer that has done nothing yet. */
    public Dialer(DialSettings settings) {
        this.settings = Objects.requireNonNull(settings);
        this.names = new NameLookup(settings.names());
    }

    /**
     * Connects, with TLS if the server wants it.
     *
     * @param attempt ends the wait when it is ended; the connection belongs to it too
     * @throws IOException saying in its message what went wrong, such as what the proxy answered
     */
    public Socket connect(ServerAddress server, DialAttempt attempt) throws IOException, InterruptedException {
        Socket plain = settings.proxy().isPresent()
                ? connectThrough(settings.proxy().get(), server, attempt)
                : HappyEyeballs.connect(names.resolve(server.host()), server.port(), attempt);
        if (!server.secure()) {
            return plain;
        }
        try {
            return startTls(plain, server);
        } catch (IOException | RuntimeException e) {
            attempt.discard(plain);
            throw e;
        }
    }

    private Socket connectThrough(HttpProxy proxy, ServerAddress server, DialAttempt attempt)
            throws IOException, InterruptedException {
        Socket socket;
        try {
            socket = HappyEyeballs.connect(names.resolve(proxy.host()), proxy.port(), attempt);
        } catch (IOException e) {
            throw new ConnectException("the proxy " + proxy + " cannot be reached: " + e.getMessage());
        }
        try {
            openTunnel(proxy, server, socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            attempt.discard(socket);
            throw e;
        }
    }

    private static void openTunnel(HttpProxy proxy, ServerAddress server, Socket socket) throws IOException {
        socket.getOutputStream().write(proxy.connect(server.host(), server.port()).encode());
        HttpResponse answer = readHead(proxy, socket.getInputStream());
        if (!answer.isSuccess()) {
            throw new ConnectException("the proxy " + proxy + " answered " + answer.statusLine());
        }
    }

    /** Byte by byte, since what follows the head belongs to the tunnel. */
    private static HttpResponse readHead(HttpProxy proxy, InputStream in) throws IOException {
        HttpResponseReader reader = HttpResponseReader.ofHead(MAX_PROXY_HEAD_BYTES);
        byte[] one = new byte[1];
        while (!reader.isOver()) {
            if (in.read(one) < 0) {
                reader.endOfStream();
            } else {
                reader.read(one, 0, 1);
            }
        }
        return reader.response().orElseThrow(() -> new ConnectException(
                "the proxy " + proxy + " did not answer properly: " + reader.rejection().orElseThrow()));
    }

    private SSLSocket startTls(Socket plain, ServerAddress server) throws IOException {
        SSLSocketFactory factory = settings.tls().map(SSLContext::getSocketFactory)
                .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        SSLSocket secure = (SSLSocket) factory.createSocket(plain, server.tlsName(), server.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        // Without this the certificate's name is not compared (RFC 9110 section 4.3.4).
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        plain.setSoTimeout((int) TLS_READ_TIMEOUT.toMillis());
        secure.startHandshake();
        plain.setSoTimeout(0);
        return secure;
    }
}
