package dev.magicsock.relaystub.check;

import dev.magicsock.identity.RelayUrl;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The relay to check.
 *
 * @param url   a token in its query is left in place
 * @param tls   which certificates are accepted, for {@code https}
 * @param token to be presented as a bearer token; empty for none
 * @param timeout for connecting and for every answer that is due
 */
public record CheckTarget(RelayUrl url, Dialer.Tls tls, Optional<String> token, Duration timeout) {

    public CheckTarget {
        Objects.requireNonNull(url);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(token);
        Objects.requireNonNull(timeout);
    }

    Dialer dialer() {
        return url.isSecure() ? Dialer.secure(host(), url.port(), tls, timeout)
                : Dialer.plain(host(), url.port(), timeout);
    }

    /** The host as a name or an address without brackets. */
    String host() {
        return url.host().startsWith("[") ? url.host().substring(1, url.host().length() - 1) : url.host();
    }
}
