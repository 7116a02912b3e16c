package dev.magicsock.dial;

import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How servers are reached.
 *
 * @param tls   which certificates are trusted; the platform's choice if empty
 * @param proxy through which all of them are reached; directly if empty
 * @param names finds their addresses, and those of the proxy
 */
public record DialSettings(Optional<SSLContext> tls, Optional<HttpProxy> proxy, NameResolver names) {

    /** Trusts what the platform trusts, and goes directly. */
    public static final DialSettings STANDARD =
            new DialSettings(Optional.empty(), Optional.empty(), NameResolver.SYSTEM);

    public DialSettings {
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(names, "names");
    }

    /** The same with other certificates. */
    public DialSettings withTls(SSLContext value) {
        return new DialSettings(Optional.of(value), proxy, names);
    }

    /** The same through a proxy. */
    public DialSettings withProxy(HttpProxy value) {
        return new DialSettings(tls, Optional.of(value), names);
    }

    /** The same without a proxy. */
    public DialSettings withoutProxy() {
        return new DialSettings(tls, Optional.empty(), names);
    }

    /** The same with another resolver. */
    public DialSettings withNames(NameResolver value) {
        return new DialSettings(tls, proxy, value);
    }
}
