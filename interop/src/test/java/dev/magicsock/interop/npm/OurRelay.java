package dev.magicsock.interop.npm;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Our relay server over plain HTTP: iroh's package for npm trusts the web's certificate authorities and no other. */
final class OurRelay implements AutoCloseable {

    private static final String FORWARDED = "magicsock_relay_datagram_bytes_forwarded_total ";

    private final RelayServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private OurRelay(RelayServer server) {
        this.server = server;
    }

    static OurRelay start() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new OurRelay(RelayServer.start(RelayServerSettings.plain(anyPort, "test").withMetrics(anyPort)));
    }

    RelayUrl url() {
        return RelayUrl.parse("http://127.0.0.1:" + server.address().getPort());
    }

    /** Bytes of the datagrams that it has passed on so far, as its metrics say. */
    long forwardedBytes() throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + server.metricsAddress().orElseThrow().getPort() + "/metrics");
        String page = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString()).body();
        return page.lines().filter(line -> line.startsWith(FORWARDED))
                .mapToLong(line -> Long.parseLong(line.substring(FORWARDED.length()))).findFirst()
                .orElseThrow(() -> new IOException("no " + FORWARDED + "in\n" + page));
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
