package dev.magicsock.scenarios.host;

import dev.magicsock.core.RelayTransport;
import dev.magicsock.netsim.host.Stream;
import dev.magicsock.relay.RelayProtocolVersion;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The client's end of one relay connection: a stream, the HTTP upgrade (relay protocol section 3), then WebSocket
 * messages.
 *
 * <p>Nothing is sent behind the upgrade request before the 101, as the protocol demands.
 */
final class RelayConnection {

    private final RelayTransport transport;
    private final Stream stream;
    private final RandomGenerator random;
    private final String key;
    private final StreamWriter writer;
    private final HttpHead head = new HttpHead();
    private final WebSocketFrames frames = WebSocketFrames.fromServer();
    private boolean upgraded;

    RelayConnection(RelayTransport transport, Stream stream, RandomGenerator random) {
        this.transport = transport;
        this.stream = stream;
        this.random = random;
        this.key = WebSocketKey.draw(random);
        this.writer = new StreamWriter(stream);
    }

    RelayTransport transport() {
        return transport;
    }

    Stream stream() {
        return stream;
    }

    /** The stream is connected: asks for the upgrade. */
    void requestUpgrade() {
        String request = "GET " + transport.relay().requestTarget() + " HTTP/1.1\r\n"
                + "Host: " + transport.relay().authority() + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: " + RelayProtocolVersion.OFFER + "\r\n\r\n";
        writer.add(HttpHead.encode(request), 0);
        writer.flush();
    }

    boolean isUpgraded() {
        return upgraded;
    }

    /** Reads the answer to the upgrade; empty while it is not complete. */
    Optional<Upgrade> readUpgrade(ByteBuffer bytes) {
        Optional<String> answer = head.feed(bytes);
        if (answer.isEmpty()) {
            return head.isTooLong() ? Optional.of(new Upgrade.Refused("the answer's head is too long"))
                    : Optional.empty();
        }
        Upgrade upgrade = check(answer.get());
        upgraded = upgrade instanceof Upgrade.Accepted;
        return Optional.of(upgrade);
    }

    private Upgrade check(String answer) {
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            return new Upgrade.Refused(answer.lines().findFirst().orElse(""));
        }
        if (!HttpHead.header(answer, "Sec-WebSocket-Accept").equals(Optional.of(WebSocketKey.accept(key)))) {
            return new Upgrade.Refused("the answer is not one to this request's key");
        }
        return HttpHead.header(answer, "Sec-WebSocket-Protocol")
                .<Upgrade>map(Upgrade.Accepted::new)
                .orElse(new Upgrade.Refused("the answer chooses no subprotocol"));
    }

    void feed(ByteBuffer bytes) {
        frames.feed(bytes);
    }

    /** The next complete message that arrived. */
    Optional<ByteBuffer> nextMessage() {
        return frames.nextMessage();
    }

    boolean isBroken() {
        return frames.isBroken();
    }

    /** Sends one message; returns how many bytes of messages were written to the stream meanwhile. */
    int send(ByteBuffer message) {
        int bytes = message.remaining();
        writer.add(WebSocketFrames.maskedFrame(message, random), bytes);
        return writer.flush();
    }

    /** The stream takes bytes again; returns how many bytes of messages were written to it. */
    int writable() {
        return writer.flush();
    }

    /** What a relay answers to the upgrade. */
    sealed interface Upgrade {
        record Accepted(String subprotocol) implements Upgrade {
        }

        record Refused(String why) implements Upgrade {
        }
    }
}
