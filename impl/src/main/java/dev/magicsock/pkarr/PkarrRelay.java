package dev.magicsock.pkarr;

import dev.magicsock.dial.Dialer;
import dev.magicsock.dial.HttpExchange;
import dev.magicsock.dial.ServerAddress;
import dev.magicsock.discovery.SignedPacket;
import dev.magicsock.http.HttpRequest;
import dev.magicsock.http.HttpResponse;
import dev.magicsock.identity.EndpointId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The two requests that a pkarr relay answers. Thread-safe. */
final class PkarrRelay {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpExchange exchange;
    private final ServerAddress server;
    private final String path;
    private final Duration timeout;

    PkarrRelay(PkarrSettings settings) {
        URI url = settings.relay();
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int defaultPort = secure ? 443 : 80;
        int port = url.getPort() >= 0 ? url.getPort() : defaultPort;
        this.exchange = new HttpExchange(new Dialer(settings.connection()));
        this.server = new ServerAddress(url.getHost(), port, secure);
        this.path = url.getRawPath().endsWith("/") ? url.getRawPath() : url.getRawPath() + "/";
        this.timeout = settings.timeout();
    }

    /** Stores a packet; returns when the relay has taken it. */
    void put(SignedPacket packet) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.put(path + packet.signer().toZBase32(), server.authority(), packet.body());
        HttpResponse response = exchange.head(server, request, timeout).response();
        if (!response.isSuccess()) {
            throw new IOException("the pkarr relay answered " + response.statusLine());
        }
    }

    /** The body of an endpoint's packet, not checked yet; empty if the relay has none. */
    Optional<byte[]> get(EndpointId endpoint) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.get(path + endpoint.toZBase32(), server.authority());
        HttpResponse response =
                exchange.whole(server, request, SignedPacket.MAX_BODY_BYTES, timeout).response();
        if (response.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.status() != OK) {
            throw new IOException("the pkarr relay answered " + response.statusLine());
        }
        return Optional.of(response.body());
    }
}
