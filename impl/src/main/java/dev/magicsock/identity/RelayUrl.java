package dev.magicsock.identity;

import dev.magicsock.address.SocketAddresses;
import java.net.Inet6Address;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a relay is: an {@code http} or {@code https} URL.
 *
 * <p>Only scheme, host, port and query say which relay is meant, because the path is replaced by {@code /relay} when
 * a relay is dialled. So the path is dropped, and two URLs are equal exactly if they lead to the same relay: scheme and
 * host are compared in lowercase, the default port (80, 443) is left out. The trailing dot of a fully qualified name is
 * kept, since certificates and peers compare it. Immutable, ordered by its text.
 */
public final class RelayUrl implements Comparable<RelayUrl> {

    /** Longest accepted text: generous for a name of 253 characters with a token, and a bound for what peers send. */
    public static final int MAX_LENGTH = 1024;

    private static final int MAX_HOST_LENGTH = 254;
    private static final int MAX_PORT = 0xFFFF;

    private final boolean secure;
    private final String host;
    private final int port;
    private final String text;
    private final String query;

    private RelayUrl(boolean secure, String host, int port, String query) {
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.query = query;
        this.text = (secure ? "https://" : "http://") + authority() + "/" + query;
    }

    /**
     * Reads a URL such as {@code https://euc1-1.relay.n0.iroh.link.} or {@code http://127.0.0.1:3340}.
     *
     * @throws IllegalArgumentException saying which part is not accepted
     */
    public static RelayUrl parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a relay URL has at most " + MAX_LENGTH + " characters, not "
                    + text.length());
        }
        URI uri = toUri(text);
        boolean secure = isSecure(text, uri.getScheme());
        String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
        int colon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
        String host = parseHost(text, colon < 0 ? authority : authority.substring(0, colon));
        int port = colon < 0 ? defaultPort(secure) : parsePort(text, authority.substring(colon + 1), secure);
        if (uri.getRawFragment() != null) {
            throw refused(text, "a fragment is of no use to a relay");
        }
        return new RelayUrl(secure, host, port, uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static URI toUri(String text) {
        try {
            URI uri = new URI(text);
            if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw refused(text, "only ASCII characters are allowed");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not a URL: " + e.getReason(), e);
        }
    }

    private static boolean isSecure(String text, String scheme) {
        String lower = scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
        if (!lower.equals("http") && !lower.equals("https")) {
            throw refused(text, "the scheme is http or https");
        }
        return lower.equals("https");
    }

    private static String parseHost(String text, String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return SocketAddresses.parseAddress(host.substring(1, host.length() - 1))
                    .map(address -> address instanceof Inet6Address
                            ? "[" + SocketAddresses.format(address) + "]" : SocketAddresses.format(address))
                    .orElseThrow(() -> refused(text, "the host is not an IPv6 address"));
        }
        boolean plain = host.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
        boolean emptyLabel = host.isEmpty() || host.startsWith(".") || host.contains("..");
        if (!plain || emptyLabel || host.length() > MAX_HOST_LENGTH) {
            throw refused(text, "the host is not a name or an address");
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static int parsePort(String text, String port, boolean secure) {
        if (port.isEmpty()) {
            return defaultPort(secure);
        }
        boolean digits = port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(port) : 0;
        if (value < 1 || value > MAX_PORT) {
            throw refused(text, "the port is not in 1..65535");
        }
        return value;
    }

    private static IllegalArgumentException refused(String text, String rule) {
        return new IllegalArgumentException("'" + text + "' is not a relay URL: " + rule);
    }

    private static int defaultPort(boolean secure) {
        return secure ? 443 : 80;
    }

    /** True if the relay is dialled over TLS. */
    public boolean isSecure() {
        return secure;
    }

    /** The host in lowercase: a name, with its trailing dot if it had one, an IPv4 address, or {@code [IPv6]}. */
    public String host() {
        return host;
    }

    /** The port, 80 or 443 if the URL names none. */
    public int port() {
        return port;
    }

    /** Host, and port unless it is the default one: the value of a {@code Host} header (RFC 9110 section 7.2). */
    public String authority() {
        return port == defaultPort(secure) ? host : host + ":" + port;
    }

    /** What an HTTP request for the relay service asks for: {@code /relay} and the query, if there is one. */
    public String requestTarget() {
        return "/relay" + query;
    }

    /** The URL that a WebSocket library dials, for example {@code wss://relay.example/relay}. */
    public URI webSocketUri() {
        return URI.create((secure ? "wss://" : "ws://") + authority() + requestTarget());
    }

    /** The same relay without the query, which may hold an access token: the form for others and for logs. */
    public RelayUrl withoutQuery() {
        return query.isEmpty() ? this : new RelayUrl(secure, host, port, "");
    }

    @Override
    public int compareTo(RelayUrl other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RelayUrl that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The normalised URL, with {@code /} as its path. The query is shown; see {@link #withoutQuery}. */
    @Override
    public String toString() {
        return text;
    }
}
