package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.endpoint.EndpointEvent;
import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.endpoint.MagicSockBuilder;
import dev.magicsock.endpoint.RelayCertificates;
import dev.magicsock.endpoint.RelayMode;
import dev.magicsock.endpoint.RelaySettings;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.relaystub.server.AccessControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What endpoints tell relays and believe of them, setting by setting. */
@Timeout(120)
class RelayTrustIntegrationTest {

    private static final int PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;
    private final List<AutoCloseable> made = new ArrayList<>();
    private final BlockingQueue<EndpointEvent> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : made.reversed()) {
            each.close();
        }
    }

    @Test
    void aRelayWithAPrivateCertificateIsTrustedByItsFileAlone() throws Exception {
        RelayServer server = start(settings().withTls(TlsIdentity.selfSigned(Instant.now())));
        RelaySettings relay = RelaySettings.of(RelayUrl.parse("https://127.0.0.1:" + server.address().getPort()));
        SSLContext trust = RelayCertificates.trusting(certificateOf(server));

        bind(new RelayMode.Custom(List.of(relay.withTls(trust))));
        await(EndpointEvent.RelayConnected.class);

        bind(new RelayMode.Custom(List.of(relay)));
        assertTrue(await(EndpointEvent.RelayLost.class).reason().contains("certif"));
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("none.pem"), "no certificate");

        String message = assertThrows(IOException.class, () -> RelayCertificates.trusting(file)).getMessage();

        assertTrue(message.contains(file.toString()), message);
        assertThrows(IOException.class, () -> RelayCertificates.trusting(folder.resolve("missing.pem")));
    }

    @Test
    void everyRelayGetsItsOwnToken() throws Exception {
        RelaySettings first = urlOf(start(settings().withAccessControl(AccessControl.tokens(List.of("sesame")))));
        RelaySettings second = urlOf(start(settings().withAccessControl(AccessControl.tokens(List.of("abracadabra")))));

        bind(new RelayMode.Custom(List.of(first.withToken("sesame"), second.withToken("abracadabra"))));

        List<RelayUrl> connected = List.of(await(EndpointEvent.RelayConnected.class).relay(),
                await(EndpointEvent.RelayConnected.class).relay());
        assertTrue(connected.containsAll(List.of(first.url(), second.url())), connected::toString);
    }

    @Test
    void aTokenIsNotSentToARelayThatOnlyARemoteNames() throws Exception {
        RelaySettings own = urlOf(start(settings().withAccessControl(AccessControl.tokens(List.of("sesame")))));
        // It would let in whoever knows the secret, so being refused shows that it was not told.
        RelaySettings foreign = urlOf(start(settings().withAccessControl(AccessControl.tokens(List.of("sesame")))));
        MagicSock alice = keep(builder().relays(List.of(own.url())).relayToken("sesame").strategy(new RelayOnly())
                .connectTimeout(Duration.ofSeconds(1)).bind());
        assertEquals(own.url(), await(EndpointEvent.RelayConnected.class).relay());

        assertThrows(IOException.class, () -> alice.connect(
                new EndpointAddr(RunningRelay.key(9).id(), List.of(foreign.url()), List.of()), "test/1"));

        EndpointEvent.RelayLost lost = await(EndpointEvent.RelayLost.class);
        assertEquals(foreign.url(), lost.relay());
        assertTrue(lost.reason().contains("denied"), lost.reason());
    }

    private static RelayServerSettings settings() {
        return RelayServerSettings.plain(SocketAddresses.parse("127.0.0.1:0"), "test");
    }

    private RelayServer start(RelayServerSettings settings) throws IOException {
        return keep(RelayServer.start(settings));
    }

    private static RelaySettings urlOf(RelayServer server) {
        return RelaySettings.of(RelayUrl.parse("http://127.0.0.1:" + server.address().getPort()));
    }

    private void bind(RelayMode relays) throws IOException {
        keep(builder().relayMode(relays).bind());
    }

    private MagicSockBuilder builder() {
        return MagicSock.builder().bindIpv4(SocketAddresses.parse("127.0.0.1:0"))
                .listener((event, _) -> heard.add(event));
    }

    private <T extends AutoCloseable> T keep(T each) {
        made.add(each);
        return each;
    }

    private <T extends EndpointEvent> T await(Class<T> kind) throws InterruptedException {
        for (;;) {
            EndpointEvent next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(next != null, "heard nothing of " + kind.getSimpleName());
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    /** What an operator would hand out. */
    private Path certificateOf(RelayServer server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustingEverybody()}, new SecureRandom());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(server.address().getAddress(),
                server.address().getPort())) {
            byte[] der = socket.getSession().getPeerCertificates()[0].getEncoded();
            return Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(der) + "\n-----END CERTIFICATE-----\n");
        }
    }

    /** Looks at the certificate without judging it. */
    private static final class TrustingEverybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
