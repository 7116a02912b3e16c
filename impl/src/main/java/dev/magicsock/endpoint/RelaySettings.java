package dev.magicsock.endpoint;

import dev.magicsock.identity.RelayUrl;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One relay of an endpoint.
 *
 * @param url   where it is
 * @param token sent to it as {@code Authorization: Bearer}; that of the builder, if any, if empty
 * @param tls   which certificates it is trusted by; those of the builder, or else of the platform, if empty
 */
public record RelaySettings(RelayUrl url, Optional<String> token, Optional<SSLContext> tls) {

    public RelaySettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(tls, "tls");
    }

    /** A relay that asks for nothing special. */
    public static RelaySettings of(RelayUrl url) {
        return new RelaySettings(url, Optional.empty(), Optional.empty());
    }

    /** The same relay with a token of its own. */
    public RelaySettings withToken(String value) {
        return new RelaySettings(url, Optional.of(value), tls);
    }

    /** The same relay, trusted by other certificates, such as those of {@link RelayCertificates}. */
    public RelaySettings withTls(SSLContext value) {
        return new RelaySettings(url, token, Optional.of(value));
    }

    /** Without the token, which is secret. */
    @Override
    public String toString() {
        return "RelaySettings(" + url.withoutQuery() + (token.isPresent() ? ", with a token" : "")
                + (tls.isPresent() ? ", with certificates" : "") + ")";
    }
}
