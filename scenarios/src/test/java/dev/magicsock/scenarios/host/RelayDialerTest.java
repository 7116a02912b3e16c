package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.Stream;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.punch.RelayOnly;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A MagicSock that dials something that is no relay, or no good one: it goes on trying and comes to no harm. */
class RelayDialerTest {

    private static final RelayUrl RELAY = RelayUrl.parse("http://eu.relay.test");
    private static final SecretKey KEY = SecretKey.generate(new SplittableRandom(5));
    private static final Instant END = Instant.ofEpochSecond(20);

    @Test
    void theUpgradeIsAskedForAsTheProtocolSays() {
        Server server = new Server(_ -> "");
        dial(server);
        String request = server.requests().getFirst();

        assertTrue(request.startsWith("GET /relay HTTP/1.1\r\nHost: eu.relay.test\r\nUpgrade: websocket\r\n"), request);
        assertTrue(request.contains("\r\nSec-WebSocket-Version: 13\r\n"), request);
        assertTrue(request.contains("\r\nSec-WebSocket-Protocol: iroh-relay-v2, iroh-relay-v1\r\n"), request);
        assertTrue(request.matches("(?s).*\r\nSec-WebSocket-Key: [A-Za-z0-9+/]{22}==\r\n.*"), request);
        assertTrue(request.endsWith("\r\n\r\n"), request);
    }

    @Test
    void nothingIsSentBehindTheRequestBeforeItIsAnswered() {
        Server silent = new Server(_ -> "");
        dial(silent);

        assertEquals(1, silent.requests().getFirst().split("\r\n\r\n", -1).length - 1);
        assertTrue(silent.requests().getFirst().endsWith("\r\n\r\n"));
    }

    @Test
    void whoIsRefusedAsksAgainLater() {
        Server server = new Server(_ -> "HTTP/1.1 503 Service Unavailable\r\n\r\n");
        Heard heard = dial(server);

        assertTrue(server.requests().size() > 1, "asked " + server.requests().size() + " times");
        assertTrue(server.requests().size() < 30, "asked " + server.requests().size() + " times");
        assertEquals(List.of(), heard.times(Observation.RelayConnected.class));
    }

    @Test
    void eachRequestHasAKeyOfItsOwn() {
        Server server = new Server(_ -> "HTTP/1.1 503 Service Unavailable\r\n\r\n");
        dial(server);

        assertEquals(server.requests().size(), server.requests().stream().map(RelayDialerTest::key).distinct().count());
    }

    @Test
    void anUpgradeThatDoesNotAnswerTheKeyIsNone() {
        assertGivenUp(request -> upgraded("x" + accept(request), "iroh-relay-v2"));
        assertGivenUp(_ -> "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Protocol: iroh-relay-v2\r\n\r\n");
    }

    @Test
    void anUpgradeToSomethingElseIsNone() {
        assertGivenUp(request -> upgraded(accept(request), "iroh-relay-v9"));
        assertGivenUp(request -> "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + accept(request)
                + "\r\n\r\n");
        assertGivenUp(request -> upgraded(accept(request), "iroh-relay-v2").replace("101", "200"));
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        assertGivenUp(_ -> "HTTP/1.1 101 Switching Protocols\r\n" + "x".repeat(20_000));
    }

    @Test
    void framesOfTheWrongKindEndTheConnection() {
        assertGivenUp(request -> upgraded(accept(request), "iroh-relay-v2") + "\u0088\u0000");
        assertGivenUp(request -> upgraded(accept(request), "iroh-relay-v2") + "\u0082\u0081abcdx");
    }

    @Test
    void aRightUpgradeIsKeptOpen() {
        Server server = new Server(request -> upgraded(accept(request), "iroh-relay-v2"));
        dial(server);

        assertFalse(server.endedAtOnce());
    }

    @Property(tries = 60)
    void noAnswerMakesItThrow(@ForAll @Size(max = 200) byte[] rest, @ForAll boolean upgraded) {
        String bytes = new String(rest, StandardCharsets.ISO_8859_1);
        dial(new Server(request -> (upgraded ? upgraded(accept(request), "iroh-relay-v2") : "") + bytes));
    }

    private static void assertGivenUp(UnaryOperator<String> answer) {
        Server server = new Server(answer);
        Heard heard = dial(server);

        assertTrue(server.endedAtOnce());
        assertTrue(server.requests().size() > 1, "asked " + server.requests().size() + " times");
        assertEquals(List.of(), heard.times(Observation.RelayConnected.class));
    }

    private static Heard dial(Server server) {
        Heard heard = new Heard();
        MagicSockConfig config = MagicSockConfig.builder().relays(List.of(RELAY)).strategy(new RelayOnly()).build();
        Network[] network = new Network[1];
        network[0] = Network.builder(3)
                .host("eu", host -> host.program(server))
                .host("alice", host -> host.programFactory("magicsock", () -> new EndpointProgram(KEY, config, 0,
                        new Application(EndpointAddr::of), network[0]::now, _ -> network[0].addresses("eu"), heard)))
                .build();
        network[0].runUntil(END);
        return heard;
    }

    private static String upgraded(String accept, String subprotocol) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: " + accept
                + "\r\nSec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
    }

    private static String accept(String request) {
        return WebSocketKey.accept(key(request));
    }

    private static String key(String request) {
        return HttpHead.header(request, "Sec-WebSocket-Key").orElseThrow();
    }

    /** Answers every request with what it is told to, and keeps all that it hears. */
    private static final class Server implements Program {
        private final UnaryOperator<String> answer;
        private final Map<Stream, StringBuilder> heard = new LinkedHashMap<>();
        private Instant firstAccepted = Instant.MAX;
        private Instant firstEnded = Instant.MAX;

        Server(UnaryOperator<String> answer) {
            this.answer = answer;
        }

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            switch (event) {
                case HostEvent.Started _ -> host.listen(80);
                case HostEvent.StreamAccepted(Stream stream, int _) -> {
                    heard.put(stream, new StringBuilder());
                    firstAccepted = firstAccepted.isBefore(now) ? firstAccepted : now;
                }
                case HostEvent.StreamData(Stream stream, ByteBuffer bytes) -> hear(stream, bytes);
                case HostEvent.StreamClosed _ -> firstEnded = firstEnded.isBefore(now) ? firstEnded : now;
                default -> {
                    // It only answers.
                }
            }
        }

        private void hear(Stream stream, ByteBuffer bytes) {
            StringBuilder request = heard.get(stream);
            boolean answered = request.indexOf("\r\n\r\n") >= 0;
            request.append(StandardCharsets.ISO_8859_1.decode(bytes));
            if (!answered && request.indexOf("\r\n\r\n") >= 0) {
                stream.write(ByteBuffer.wrap(answer.apply(request.toString()).getBytes(StandardCharsets.ISO_8859_1)));
            }
        }

        List<String> requests() {
            return heard.values().stream().map(StringBuilder::toString).toList();
        }

        boolean endedAtOnce() {
            return firstEnded.isBefore(firstAccepted.plusSeconds(1));
        }
    }
}
