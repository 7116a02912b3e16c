package dev.magicsock.pkarr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.magicsock.discovery.Discovery;
import dev.magicsock.discovery.EndpointInfo;
import dev.magicsock.discovery.RecordRejection;
import dev.magicsock.discovery.RecordResult;
import dev.magicsock.discovery.SignedPacket;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishes and resolves over real connections; the relay is a mock that can misbehave. */
@Timeout(60)
class PkarrIntegrationTest {

    private static final SecretKey KEY = key(1);
    private static final SecretKey OTHER = key(2);
    private static final String PATH = "/pkarr/" + KEY.id().toZBase32();
    private static final EndpointInfo INFO = EndpointInfo.of(new EndpointAddr(KEY.id(),
            List.of(RelayUrl.parse("https://relay.example")), List.of()));
    private static final WireMockServer RELAY = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1").dynamicPort());
    private static final LinkedBlockingQueue<LoggedRequest> REQUESTS = new LinkedBlockingQueue<>();

    private Discovery discovery;

    @BeforeAll
    static void startRelay() {
        RELAY.start();
        RELAY.addMockServiceRequestListener((request, _) -> REQUESTS.add(LoggedRequest.createFrom(request)));
    }

    @AfterAll
    static void stopRelay() {
        RELAY.stop();
    }

    @BeforeEach
    void open() {
        RELAY.resetAll();
        REQUESTS.clear();
        discovery = PkarrDiscovery.factory(settings()).open(KEY);
    }

    @AfterEach
    void close() {
        discovery.close();
    }

    private static PkarrSettings settings() {
        return PkarrSettings.of(URI.create("http://127.0.0.1:" + RELAY.port() + "/pkarr"));
    }

    @Test
    void whatIsPublishedCanBeResolvedByOthers() throws Exception {
        RELAY.stubFor(put(urlEqualTo(PATH)).willReturn(aResponse().withStatus(204)));
        discovery.publish(INFO);

        LoggedRequest request = nextRequest();
        assertEquals("PUT", request.getMethod().getName());
        assertEquals(PATH, request.getUrl());
        assertEquals(new RecordResult.Parsed<>(INFO), parse(request.getBody()).info());

        serve(request.getBody());
        try (Discovery elsewhere = PkarrDiscovery.factory(settings()).open(OTHER)) {
            assertEquals(Optional.of(INFO), elsewhere.resolve(KEY.id()));
        }
    }

    @Test
    void aRelayThatRefusesIsAskedAgain() throws Exception {
        RELAY.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
        discovery.publish(INFO);
        long first = parse(nextRequest().getBody()).timestamp();
        RELAY.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        long second = parse(nextRequest().getBody()).timestamp();

        assertTrue(second > first);
    }

    @Test
    void anEndpointThatNobodyKnowsHasNoInformation() throws Exception {
        answer(aResponse().withStatus(404).withBody("not found"));

        assertEquals(Optional.empty(), discovery.resolve(KEY.id()));
    }

    @Test
    void whatIsNotSignedByTheEndpointIsRejected() {
        byte[] body = SignedPacket.sign(KEY, INFO, 5).body();
        body[80] ^= 1;
        assertRejected(RecordRejection.WRONG_SIGNATURE, body);
        assertRejected(RecordRejection.WRONG_SIGNATURE,
                SignedPacket.sign(OTHER, EndpointInfo.of(EndpointAddr.of(OTHER.id())), 5).body());
        assertRejected(RecordRejection.TRUNCATED, new byte[] {1, 2, 3});
    }

    @Test
    void anOldPacketIsNotBelievedAfterANewerOne() throws Exception {
        EndpointInfo moved = EndpointInfo.of(new EndpointAddr(KEY.id(),
                List.of(RelayUrl.parse("https://new.example")), List.of()));
        serve(SignedPacket.sign(KEY, moved, 20).body());
        assertEquals(Optional.of(moved), discovery.resolve(KEY.id()));
        assertEquals(Optional.of(moved), discovery.resolve(KEY.id()), "the same again is not older");

        assertRejected(RecordRejection.STALE, SignedPacket.sign(KEY, INFO, 19).body());
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() {
        answer(aResponse().withStatus(200).withBody(new byte[2_000_000]));
        assertFails("BODY_TOO_LARGE");
    }

    @Test
    void answersThatAreNoneAreNamed() {
        answer(aResponse().withStatus(500));
        assertFails("answered 500");
        answer(aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:" + RELAY.port() + PATH));
        assertFails("answered 302");
        answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertFails("TRUNCATED");
        answer(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        assertFails("not a proper answer");
        // An answer that breaks off without a length is complete for HTTP, and no packet.
        answer(aResponse().withStatus(200).withBody("x").withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        assertFails("TRUNCATED");
    }

    @Test
    void aSlowAnswerIsNotWaitedFor() {
        answer(aResponse().withStatus(200).withBody(new byte[100]).withChunkedDribbleDelay(10, 20_000));
        try (Discovery hasty = PkarrDiscovery.factory(settings().withTimeout(Duration.ofMillis(300))).open(OTHER)) {
            IOException failure = assertThrows(IOException.class, () -> hasty.resolve(KEY.id()));
            assertEquals("no answer within 300 ms", failure.getMessage());
        }
    }

    @Test
    void nothingIsPublishedAfterTheEnd() throws Exception {
        discovery.close();
        discovery.publish(INFO);
        assertFalse(REQUESTS.stream().anyMatch(request -> request.getMethod().getName().equals("PUT")));
    }

    @Test
    void onlyPlainUrlsOfRelaysAreAccepted() {
        for (String bad : List.of("ftp://x/pkarr", "https:///pkarr", "https://x/pkarr?a=b", "https://u:p@x/", "x")) {
            assertThrows(IllegalArgumentException.class, () -> PkarrSettings.of(URI.create(bad)), bad);
        }
    }

    private static LoggedRequest nextRequest() throws InterruptedException {
        LoggedRequest request = REQUESTS.poll(30, TimeUnit.SECONDS);
        assertTrue(request != null, "no request came");
        return request;
    }

    private static void serve(byte[] body) {
        answer(aResponse().withStatus(200).withHeader("Content-Type", "application/x-pkarr-signed-packet")
                .withBody(body));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        RELAY.stubFor(get(urlEqualTo(PATH)).willReturn(response));
    }

    private void assertFails(String how) {
        IOException failure = assertThrows(IOException.class, () -> discovery.resolve(KEY.id()));
        assertTrue(failure.getMessage().contains(how), failure.getMessage());
    }

    private void assertRejected(RecordRejection reason, byte[] body) {
        serve(body);
        assertEquals(reason,
                assertThrows(RejectedRecordException.class, () -> discovery.resolve(KEY.id())).reason());
    }

    private static SignedPacket parse(byte[] body) {
        if (SignedPacket.parse(KEY.id(), body) instanceof RecordResult.Parsed<SignedPacket>(SignedPacket packet)) {
            return packet;
        }
        throw new AssertionError("no packet of ours: " + SignedPacket.parse(KEY.id(), body));
    }

    private static SecretKey key(int value) {
        byte[] seed = new byte[SecretKey.BYTES];
        seed[0] = (byte) value;
        return SecretKey.of(seed);
    }
}
