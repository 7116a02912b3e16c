package dev.magicsock.dial;

import dev.magicsock.http.HttpHeader;
import dev.magicsock.http.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy that opens tunnels (RFC 9110 section 9.3.6), reached over plain TCP. Its text form hides the password.
 *
 * @param host        a name, an IPv4 address, or an IPv6 address in brackets
 * @param port        1 to 65535
 * @param credentials {@code user:password} for Basic authentication (RFC 7617)
 */
public record HttpProxy(String host, int port, Optional<String> credentials) {

    private static final int MAX_PORT = 0xFFFF;

    /** @throws IllegalArgumentException if the host is empty, the port out of range, or the credentials lack a colon */
    public HttpProxy {
        Objects.requireNonNull(credentials, "credentials");
        if (host.isEmpty() || !host.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("'" + host + "' is no host");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port " + port + " is not in 1..65535");
        }
        if (credentials.isPresent() && credentials.get().indexOf(':') < 0) {
            throw new IllegalArgumentException("the credentials of a proxy are user:password");
        }
    }

    /**
     * Reads {@code http://host:port} or {@code http://user:password@host:port}; the port is 80 if there is none, and
     * user and password may be percent-encoded.
     *
     * @throws IllegalArgumentException saying what is wrong, without the password
     */
    public static HttpProxy parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the URL of the proxy cannot be read", e);
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("a proxy is given as http://[user:password@]host[:port]");
        }
        Optional<String> credentials = Optional.ofNullable(uri.getRawUserInfo())
                .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        return new HttpProxy(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), credentials);
    }

    /** What asks for a tunnel. */
    HttpRequest connect(String targetHost, int targetPort) {
        String authority = targetHost + ":" + targetPort;
        List<HttpHeader> headers = new ArrayList<>();
        headers.add(new HttpHeader("Host", authority));
        headers.add(new HttpHeader("Proxy-Connection", "Keep-Alive"));
        // The URL-safe alphabet is iroh's choice (relay protocol section 3.1).
        credentials.ifPresent(text -> headers.add(new HttpHeader("Proxy-Authorization", "Basic "
                + Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))));
        return new HttpRequest("CONNECT", authority, headers, new byte[0]);
    }

    @Override
    public String toString() {
        return "http://" + (credentials.isPresent() ? "***@" : "") + host + ":" + port;
    }
}
