package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.HostEvent.CloseReason;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.scenarios.host.RelayProgram.Outage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A relay on a simulated host, met by clients that write whatever they like. */
class RelayProgramTest {

    private static final byte[] NOTHING = {};
    private static final String UPGRADE = "GET /relay HTTP/1.1\r\nHost: eu.relay.test\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: iroh-relay-v2, iroh-relay-v1\r\n\r\n";

    private final List<Outage> outages = new ArrayList<>();

    @Test
    void itAnswersPlainRequestsAndCloses() {
        RawClient client = run(1, bytes("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"), NOTHING, 5);

        assertTrue(client.heard().startsWith("HTTP/1.1 200 OK\r\n"), client.heard());
        assertTrue(client.heard().contains("\"version\":\"1.2.3\""), client.heard());
        assertEquals(Optional.of(CloseReason.END_OF_STREAM), client.closed());
    }

    @Test
    void itUpgradesAndChallengesTheClient() {
        RawClient client = run(1, bytes(UPGRADE), NOTHING, 5);

        assertTrue(client.heard().startsWith("HTTP/1.1 101 Switching Protocols\r\n"), client.heard());
        assertTrue(client.heard().contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), client.heard());
        int frame = client.heard().indexOf("\r\n\r\n") + 4;
        assertEquals(0x82, client.heard().charAt(frame));
        assertEquals(client.heard().length(), frame + 2 + client.heard().charAt(frame + 1));
    }

    @Test
    void whatIsNoRequestEndsTheConnection() {
        RawClient client = run(1, bytes("\u0016\u0003\u0001 hello\r\n\r\n"), NOTHING, 5);

        assertEquals("", client.heard());
        assertEquals(Optional.of(CloseReason.END_OF_STREAM), client.closed());
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() {
        RawClient client = run(1, bytes("GET /" + "x".repeat(100_000)), NOTHING, 20);

        assertEquals("", client.heard());
        assertTrue(client.closed().isPresent());
    }

    @Test
    void halfARequestWaitsForTheOtherHalf() {
        RawClient client = run(1, bytes(UPGRADE.substring(0, 40)), NOTHING, 5);

        assertEquals("", client.heard());
        assertEquals(Optional.empty(), client.closed());
    }

    @Test
    void bytesBehindTheUpgradeRequestBreakTheProtocol() {
        RawClient client = run(1, bytes(UPGRADE + "x"), NOTHING, 5);

        assertTrue(client.heard().startsWith("HTTP/1.1 101"));
        assertFalse(client.heard().contains("\u0082"));
        assertEquals(Optional.of(CloseReason.END_OF_STREAM), client.closed());
    }

    @Test
    void aFrameThatIsNotMaskedEndsTheConnection() {
        RawClient client = run(1, bytes(UPGRADE), bytes(WebSocketFrames.plainFrame(ByteBuffer.allocate(10))), 5);

        assertTrue(client.closed().isPresent());
    }

    @Test
    void aMessageThatIsNoFrameOfTheProtocolEndsTheConnection() {
        byte[] message = {63, 1, 2, 3};
        ByteBuffer frame = WebSocketFrames.maskedFrame(ByteBuffer.wrap(message), new SplittableRandom(1));

        RawClient client = run(1, bytes(UPGRADE), bytes(frame), 5);

        assertTrue(client.closed().isPresent());
    }

    @Test
    void nobodyListensDuringAnOutage() {
        outages.add(outage(2, 4));

        assertEquals(Optional.of(CloseReason.REFUSED), run(3, bytes(UPGRADE), NOTHING, 6).closed());
        assertTrue(run(5, bytes(UPGRADE), NOTHING, 6).heard().startsWith("HTTP/1.1 101"));
    }

    @Test
    void anOutageResetsWhoIsConnected() {
        outages.add(outage(2, 4));

        RawClient client = run(1, bytes(UPGRADE), NOTHING, 6);

        assertEquals(Optional.of(CloseReason.RESET), client.closed());
        assertTrue(client.closedAt().isAfter(at(2)) && client.closedAt().isBefore(at(2.1)),
                client.closedAt().toString());
    }

    @Test
    void anOutageThatIsOverBeforeAnybodyLooksResetsAllTheSame() {
        outages.add(new Outage(at(2), Optional.of(at(2).plusNanos(1)), false));

        RawClient client = run(1, bytes(UPGRADE), NOTHING, 6);

        assertEquals(Optional.of(CloseReason.RESET), client.closed());
        assertTrue(run(3, bytes(UPGRADE), NOTHING, 6).heard().startsWith("HTTP/1.1 101"));
    }

    @Test
    void oneThatIsDownFromTheStartComesUpLater() {
        outages.add(outage(0, 2));

        assertEquals(Optional.of(CloseReason.REFUSED), run(1, bytes(UPGRADE), NOTHING, 6).closed());
        assertTrue(run(3, bytes(UPGRADE), NOTHING, 6).heard().startsWith("HTTP/1.1 101"));
    }

    @Test
    void oneThatStopsForGoodStaysDown() {
        outages.add(new Outage(at(2), Optional.empty(), false));

        assertTrue(run(1, bytes(UPGRADE), NOTHING, 60).heard().startsWith("HTTP/1.1 101"));
        assertEquals(Optional.of(CloseReason.REFUSED), run(50, bytes(UPGRADE), NOTHING, 60).closed());
    }

    @Test
    void severalOutagesComeOneAfterAnother() {
        outages.addAll(List.of(outage(2, 4), outage(6, 8)));

        assertTrue(run(5, bytes(UPGRADE), NOTHING, 5.5).heard().startsWith("HTTP/1.1 101"));
        assertEquals(Optional.of(CloseReason.REFUSED), run(7, bytes(UPGRADE), NOTHING, 10).closed());
        assertTrue(run(9, bytes(UPGRADE), NOTHING, 10).heard().startsWith("HTTP/1.1 101"));
    }

    @Test
    void outagesThatMeetAreOne() {
        Outage early = outage(2, 4);

        assertTrue(early.lastsUntil(at(4)));
        assertFalse(early.lastsUntil(at(4.1)));
        assertEquals(outage(2, 6), early.joinedWith(outage(3, 6)));
        assertEquals(outage(2, 4), early.joinedWith(outage(3, 3.5)));
        Outage endless = new Outage(at(3), Optional.empty(), false);
        assertEquals(new Outage(at(2), Optional.empty(), false), early.joinedWith(endless));
        assertEquals(endless, endless.joinedWith(outage(5, 6)));
        assertTrue(endless.lastsUntil(at(1000)));
    }

    private RawClient run(double connectAt, byte[] first, byte[] afterAnswer, double seconds) {
        IpEndpoint[] server = new IpEndpoint[1];
        RawClient[] client = new RawClient[1];
        Network network = Network.builder(1)
                .host("eu", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(10)))
                        .program(new RelayProgram("1.2.3", outages, List.of(), new SplittableRandom(1), (_, _) -> { })))
                .host("client", host -> host.programFactory("raw", () -> {
                    client[0] = new RawClient(server[0], at(connectAt), first, afterAnswer);
                    return client[0];
                }))
                .build();
        server[0] = IpEndpoint.of(network.addresses("eu").getFirst(), RelayProgram.PORT);
        network.runUntil(at(seconds));
        return client[0];
    }

    private static Outage outage(double from, double until) {
        return new Outage(at(from), Optional.of(at(until)), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Instant at(double seconds) {
        return Instant.EPOCH.plusNanos(Math.round(seconds * 1e9));
    }
}
