package dev.magicsock.socket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.CaptivePortal;
import dev.magicsock.netreport.NetReport;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hub whose relay is a mock: whatever it answers over HTTP, the hub goes on and says what is wrong. */
@Timeout(60)
class RelayHttpIntegrationTest {

    private static final WireMockServer RELAY = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1").dynamicPort());

    private final Hubs hubs = new Hubs();
    private final Hubs.Ear ear = new Hubs.Ear();

    @BeforeAll
    static void startRelay() {
        RELAY.start();
    }

    @AfterAll
    static void stopRelay() {
        RELAY.stop();
    }

    @BeforeEach
    void forget() {
        RELAY.resetAll();
    }

    @AfterEach
    void closeHubs() {
        hubs.close();
    }

    // The net report

    @Test
    void aRelayThatAnswersHasALatencyAndRulesOutAPortal() throws Exception {
        answer("/ping", aResponse().withStatus(200));
        RELAY.stubFor(get(urlPathEqualTo("/generate_204")).withHeader("X-Iroh-Challenge", equalTo("ts_127.0.0.1"))
                .willReturn(aResponse().withStatus(204).withHeader("X-Iroh-Response", "response ts_127.0.0.1")));

        NetReport report = report();

        assertEquals(CaptivePortal.ABSENT, report.captivePortal());
        assertTrue(report.relayLatencies().get(url()).compareTo(Duration.ofSeconds(3)) < 0);
        assertTrue(report.relayFailures().isEmpty());
    }

    @Test
    void whoeverAnswersWithoutKnowingTheChallengeIsAPortal() throws Exception {
        answer("/ping", aResponse().withStatus(200));
        List<ResponseDefinitionBuilder> portals = List.of(
                aResponse().withStatus(302).withHeader("Location", "http://portal.test/login"),
                aResponse().withStatus(200).withBody("<html>Please log in</html>"),
                aResponse().withStatus(204),
                aResponse().withStatus(204).withHeader("X-Iroh-Response", "response ts_somebody.else"),
                aResponse().withStatus(511));
        for (ResponseDefinitionBuilder portal : portals) {
            answer("/generate_204", portal);
            assertEquals(CaptivePortal.PRESENT, report().captivePortal());
        }
    }

    @Test
    void nobodyWhoAnswersNothingIsAPortal() throws Exception {
        answer("/ping", aResponse().withStatus(200));
        for (Fault fault : List.of(Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE,
                Fault.RANDOM_DATA_THEN_CLOSE)) {
            answer("/generate_204", aResponse().withFault(fault));
            assertEquals(CaptivePortal.UNKNOWN, report().captivePortal());
        }
    }

    @Test
    void aSlowPortalIsNotWaitedForLongerThanTwoSeconds() throws Exception {
        answer("/ping", aResponse().withStatus(200));
        answer("/generate_204", aResponse().withStatus(204).withFixedDelay(60_000));

        assertEquals(CaptivePortal.UNKNOWN, report().captivePortal());
    }

    @Test
    void aRelayWhosePingFailsIsNamedWithItsReason() throws Exception {
        answer("/ping", aResponse().withStatus(503));
        assertEquals("answered 503 Service Unavailable", report().relayFailures().get(url()));
        answer("/ping", aResponse().withStatus(404));
        assertEquals("answered 404 Not Found", report().relayFailures().get(url()));
        answer("/ping", aResponse().withStatus(302).withHeader("Location", "/ping"));
        assertEquals("answered 302 Found", report().relayFailures().get(url()), "a loop of redirects is not entered");
        answer("/ping", aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertEquals("not a proper answer: TRUNCATED", report().relayFailures().get(url()));
    }

    @Test
    void everyRelayIsAskedThreeTimesAtMost() throws Exception {
        answer("/ping", aResponse().withStatus(500));
        answer("/generate_204", aResponse().withStatus(204));
        report();

        RELAY.verify(3, getRequestedFor(urlPathEqualTo("/ping")));
        RELAY.verify(1, getRequestedFor(urlPathEqualTo("/generate_204")));
    }

    private NetReport report() throws Exception {
        Hubs.Ear own = new Hubs.Ear();
        try (MagicSocketHub hub = Hubs.onLoopback(config(url()), own).bind()) {
            NetReport report = own.await(Observation.NetReported.class).report();
            assertEquals(Optional.of(report), hub.netReport());
            return report;
        }
    }

    // The upgrade

    @Test
    void aRelayThatDoesNotUpgradeIsLeftWithItsReason() throws Exception {
        assertLost("404", aResponse().withStatus(404));
        assertLost("403", aResponse().withStatus(403).withBody("no"));
        assertLost("500", aResponse().withStatus(500));
        assertLost("302", aResponse().withStatus(302).withHeader("Location", "/relay"));
        assertLost("200", aResponse().withStatus(200).withBody("<html>" + "x".repeat(100_000)));
    }

    @Test
    void aRelayThatBreaksOffIsLeft() throws Exception {
        assertLost("", aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertLost("", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        assertLost("", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    private void assertLost(String what, ResponseDefinitionBuilder response) throws Exception {
        answer("/relay", response);
        Hubs.Ear own = new Hubs.Ear();
        try (MagicSocketHub _ = Hubs.onLoopback(config(url()), own).netReports(false).bind()) {
            String reason = own.await(Observation.RelayLost.class).reason();
            assertTrue(reason.contains(what), reason);
        }
    }

    @Test
    void theTokenAndTheVersionsAreInTheUpgrade() throws Exception {
        answer("/relay", aResponse().withStatus(400));
        hubs.keep(Hubs.onLoopback(config(url()), ear).netReports(false).relayToken("sesame").bind());
        ear.await(Observation.RelayLost.class);

        RELAY.verify(getRequestedFor(urlPathEqualTo("/relay"))
                .withHeader("Authorization", equalTo("Bearer sesame"))
                .withHeader("Sec-WebSocket-Version", equalTo("13"))
                .withoutHeader("x-iroh-relay-client-auth-v1"));
        String offer = RELAY.findAll(getRequestedFor(urlPathEqualTo("/relay"))).getFirst()
                .getHeader("Sec-WebSocket-Protocol").replace(" ", "");
        assertEquals("iroh-relay-v2,iroh-relay-v1", offer);
    }

    @Test
    void nothingIsSentBeforeTheUpgradeIsAnswered() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, Hubs.LOOPBACK)) {
            RelayUrl silent = RelayUrl.parse("http://127.0.0.1:" + server.getLocalPort());
            hubs.keep(Hubs.onLoopback(config(silent), ear).netReports(false).bind());
            try (Socket client = server.accept()) {
                client.setSoTimeout(Hubs.PATIENCE_SECONDS * 1000);
                StringBuilder head = new StringBuilder();
                while (!head.toString().endsWith("\r\n\r\n")) {
                    head.append((char) client.getInputStream().read());
                }
                client.setSoTimeout(300);
                assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
            }
        }
    }

    private static void answer(String path, ResponseDefinitionBuilder response) {
        RELAY.stubFor(get(urlPathEqualTo(path)).willReturn(response));
    }

    private static RelayUrl url() {
        return RelayUrl.parse("http://127.0.0.1:" + RELAY.port());
    }

    private static MagicSockConfig config(RelayUrl relay) {
        return MagicSockConfig.builder().relays(List.of(relay)).build();
    }
}
