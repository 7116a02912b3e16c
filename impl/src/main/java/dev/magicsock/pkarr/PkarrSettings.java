package dev.magicsock.pkarr;

import dev.magicsock.dial.DialSettings;
import dev.magicsock.discovery.PublishedAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Which pkarr relay is used, and how.
 *
 * @param relay      {@code http} or {@code https}, without query and fragment; an id is appended to its path
 * @param published  which addresses are published
 * @param connection how the relay is reached
 * @param timeout    for one request altogether
 */
public record PkarrSettings(URI relay, PublishedAddresses published, DialSettings connection, Duration timeout) {

    /** The relay that iroh endpoints use (section 8). */
    public static final URI IROH_RELAY = URI.create("https://dns.iroh.link/pkarr");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException if the URL is of another form, or the timeout is not positive */
    public PkarrSettings {
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(connection, "connection");
        boolean http = "http".equalsIgnoreCase(relay.getScheme()) || "https".equalsIgnoreCase(relay.getScheme());
        if (!http || relay.getHost() == null || relay.getRawQuery() != null || relay.getRawFragment() != null
                || relay.getRawUserInfo() != null) {
            throw new IllegalArgumentException("'" + relay + "' is not of the form https://host[:port]/path");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a timeout of " + timeout);
        }
    }

    /** Publishes relays alone, at the relay with this URL. */
    public static PkarrSettings of(URI relay) {
        return new PkarrSettings(relay, PublishedAddresses.RELAYS_ONLY, DialSettings.STANDARD, TIMEOUT);
    }

    /** The same with a choice of addresses. */
    public PkarrSettings withPublished(PublishedAddresses value) {
        return new PkarrSettings(relay, value, connection, timeout);
    }

    /** The same with certificates, proxy and names. */
    public PkarrSettings withConnection(DialSettings value) {
        return new PkarrSettings(relay, published, value, timeout);
    }

    /** The same with another bound on the time of a request. */
    public PkarrSettings withTimeout(Duration value) {
        return new PkarrSettings(relay, published, connection, value);
    }
}
