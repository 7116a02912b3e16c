package dev.magicsock.relaystub.check;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Rule.Broken;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/** What the check of one rule works with; its connections end with it. */
final class CheckSession implements AutoCloseable {

    /** The example of RFC 6455 section 1.3. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** How long nothing has to come until it counts as nothing, after a ping was answered in the meantime. */
    private static final Duration QUIET = Duration.ofMillis(150);

    private static final long FENCE = 0x6d61_6769_6373_6f63L;

    private final CheckTarget target;
    private final RandomGenerator random;
    private final List<AutoCloseable> open = new ArrayList<>();

    CheckSession(CheckTarget target, RandomGenerator random) {
        this.target = target;
        this.random = random;
    }

    CheckTarget target() {
        return target;
    }

    SecretKey newKey() {
        return SecretKey.generate(random);
    }

    WireClient dial() throws IOException {
        return keep(WireClient.connect(target.dialer()));
    }

    WireClient keep(WireClient wire) {
        open.add(wire);
        return wire;
    }

    /** One request on a connection of its own. */
    HttpReply get(String path, String... headers) throws IOException {
        return dial().request(request("GET " + path + " HTTP/1.1", headers));
    }

    String[] request(String first, String... headers) {
        String[] lines = new String[headers.length + 2];
        lines[0] = first;
        lines[1] = "Host: " + target.url().authority();
        System.arraycopy(headers, 0, lines, 2, headers.length);
        return lines;
    }

    /** An upgrade request that should succeed, without the headers whose names are given. */
    String[] upgradeRequest(String offer, String... more) {
        List<String> headers = new ArrayList<>(List.of("Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Key: " + KEY, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: " + offer));
        target.token().ifPresent(token -> headers.add("Authorization: Bearer " + token));
        headers.addAll(Arrays.asList(more));
        return request("GET " + target.url().requestTarget() + " HTTP/1.1", headers.toArray(String[]::new));
    }

    WireClient upgrade(RelayProtocolVersion version, String... more) throws IOException, Broken {
        WireClient wire = dial();
        HttpReply reply = wire.request(upgradeRequest(version.subprotocol(), more));
        require(reply.status() == 101, "the upgrade was answered with " + reply.status() + " " + reply.body());
        return wire;
    }

    RelayPeer peer(RelayProtocolVersion version) throws IOException, Broken {
        return peer(newKey(), version);
    }

    /** A client that is let in and served: a ping was answered. */
    RelayPeer peer(SecretKey key, RelayProtocolVersion version) throws IOException, Broken {
        RelayPeer peer = RelayPeer.enter(upgrade(version), key, version, target.timeout());
        fence(peer);
        return peer;
    }

    /** Waits until the relay has handled everything that this client sent; returns what else came meanwhile. */
    List<RelayFrame.FromRelay> fence(RelayPeer peer) throws IOException, Broken {
        List<RelayFrame.FromRelay> others = new ArrayList<>();
        peer.send(new RelayFrame.Ping(FENCE));
        for (RelayFrame.FromRelay frame = due(peer); !frame.equals(new RelayFrame.Pong(FENCE)); frame = due(peer)) {
            others.add(frame);
        }
        return others;
    }

    /** The next frame, which has to come. */
    RelayFrame.FromRelay due(RelayPeer peer) throws IOException, Broken {
        Optional<RelayFrame.FromRelay> frame = peer.next();
        return frame.orElseThrow(() -> new Broken("nothing came"));
    }

    /** The client gets nothing, although the relay is alive. */
    void requireNothing(RelayPeer peer) throws IOException, Broken {
        List<RelayFrame.FromRelay> frames = fence(peer);
        peer.next(QUIET).ifPresent(frames::add);
        require(frames.isEmpty(), "got " + frames);
    }

    /** The relay ends the connection without another message. */
    void requireEnd(WireClient wire) throws IOException, Broken {
        while (true) {
            switch (wire.receive(target.timeout())) {
                case Received.Ended _ -> {
                    return;
                }
                case Received.Silence _ -> throw new Broken("the connection did not end");
                case Received.Frame frame when frame.opcode() == Received.Frame.BINARY ->
                        throw new Broken("got " + frame + " instead of the end of the connection");
                case Received.Frame _ -> {
                    // A close frame, or another one of the WebSocket layer.
                }
            }
        }
    }

    /** Sends bytes upon which the relay may end the connection before it has read them all. */
    static void sendUnwelcome(WireClient wire, byte[] bytes) throws IOException {
        try {
            wire.send(bytes);
        } catch (SocketException | SSLException e) {
            // It has ended the connection, which the check of the rule will see.
        }
    }

    static void require(boolean holds, String otherwise) throws Broken {
        if (!holds) {
            throw new Broken(otherwise);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                // Broken by the relay already; there is nothing left to end.
            }
        }
    }
}
