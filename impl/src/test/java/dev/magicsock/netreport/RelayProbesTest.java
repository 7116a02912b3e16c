package dev.magicsock.netreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.http.HttpHeader;
import dev.magicsock.http.HttpResponse;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.NetReport.Family;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayProbesTest {

    private static final RelayUrl SECURE = RelayUrl.parse("https://eu.relay.test./");
    private static final RelayUrl PLAIN = RelayUrl.parse("http://127.0.0.1:3340/?token=secret");

    @Test
    void theRequestsAreThoseOfTheProtocol() {
        assertEquals("GET /ping HTTP/1.1\r\nHost: 127.0.0.1:3340\r\nConnection: close\r\n\r\n",
                ascii(RelayProbes.ping(PLAIN).encode()));
        assertEquals("GET /generate_204 HTTP/1.1\r\nHost: eu.relay.test.\r\nConnection: close\r\n"
                + "X-Iroh-Challenge: ts_eu.relay.test.\r\n\r\n", ascii(RelayProbes.generate204(SECURE).encode()));
        assertEquals(80, RelayProbes.portalPort(SECURE));
        assertEquals(3340, RelayProbes.portalPort(PLAIN));
    }

    @Test
    void challengesHaveOnlyWhatRelaysRepeat() {
        assertEquals("ts_2001db81", RelayProbes.challenge(RelayUrl.parse("https://[2001:db8::1]")));
        assertEquals(63, RelayProbes.challenge(RelayUrl.parse("https://" + "a".repeat(60) + "." + "b".repeat(60)))
                .length());
    }

    @Test
    void onlyTheRelayKnowsTheAnswerToTheChallenge() {
        assertEquals(CaptivePortal.ABSENT, judge(204, "response ts_eu.relay.test."));
        assertEquals(CaptivePortal.PRESENT, judge(204, "response ts_other"));
        assertEquals(CaptivePortal.PRESENT, judge(204, "ts_eu.relay.test."));
        assertEquals(CaptivePortal.PRESENT, judge(200, "response ts_eu.relay.test."));
        assertEquals(CaptivePortal.PRESENT, judge(302, ""));
        assertEquals(CaptivePortal.PRESENT,
                RelayProbes.judge(SECURE, new HttpResponse(204, "", List.of(), new byte[0])));
    }

    @Test
    void aPingIsAnsweredWithSuccessOrNotAtAll() {
        assertEquals(Optional.empty(), RelayProbes.problemOfPing(response(200)));
        assertEquals(Optional.of("answered 301"), RelayProbes.problemOfPing(response(301)));
        assertEquals(Optional.of("answered 503"), RelayProbes.problemOfPing(response(503)));
    }

    @Test
    void mappingsVaryIfTwoServersSeeOneSocketAtDifferentEndpoints() {
        assertEquals(Optional.empty(), varies(sighting(0, 1, "198.51.100.1:1")));
        assertEquals(Optional.of(false), varies(sighting(0, 1, "198.51.100.1:1"), sighting(0, 2, "198.51.100.1:1")));
        assertEquals(Optional.of(true), varies(sighting(0, 1, "198.51.100.1:1"), sighting(0, 2, "198.51.100.1:2"),
                sighting(0, 3, "198.51.100.1:1")));
        assertEquals(Optional.empty(), varies(sighting(0, 1, "198.51.100.1:1"), sighting(1, 2, "198.51.100.1:2")),
                "two sockets say nothing");
    }

    @Test
    void familiesAreToldApart() {
        NetReport report = report(sighting(0, 1, "[2001:db8::1]:7"));
        assertTrue(report.udpWorks(Family.IPV6));
        assertEquals(Optional.of(SocketAddresses.parse("[2001:db8::1]:7")), report.globalAddress(Family.IPV6));
        assertEquals(Optional.empty(), report.globalAddress(Family.IPV4));
    }

    private static Optional<Boolean> varies(StunSighting... sightings) {
        return report(sightings).mappingVariesByDestination(Family.IPV4);
    }

    private static NetReport report(StunSighting... sightings) {
        return new NetReport(new LinkedHashMap<>(), new LinkedHashMap<>(), CaptivePortal.UNKNOWN, List.of(sightings));
    }

    private static StunSighting sighting(int socket, int server, String mapped) {
        return new StunSighting(socket, SocketAddresses.parse("192.0.2." + server + ":3478"),
                SocketAddresses.parse(mapped), Optional.of(Duration.ofMillis(3)));
    }

    private static CaptivePortal judge(int status, String response) {
        return RelayProbes.judge(SECURE, new HttpResponse(status, "",
                List.of(new HttpHeader("x-iroh-response", response)), new byte[0]));
    }

    private static HttpResponse response(int status) {
        return new HttpResponse(status, "", List.of(), new byte[0]);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
