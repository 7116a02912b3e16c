package dev.magicsock.relaystub.check;

import static dev.magicsock.relaystub.check.CheckSession.require;
import static dev.magicsock.relaystub.check.CheckSession.sendUnwelcome;

import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Received.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** WebSocket frames (relay protocol section 4). */
final class FramingRules {

    private static final RelayProtocolVersion V2 = RelayProtocolVersion.V2;
    private static final byte[] PING = {9, 1, 2, 3, 4, 5, 6, 7, 8};
    private static final RelayFrame.Pong PONG = new RelayFrame.Pong(0x0102030405060708L);
    private static final int TEXT = 1;
    private static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private FramingRules() {
    }

    static List<Rule> rules() {
        return List.of(
                Rule.of("framing.ping", "4", "a WebSocket ping is answered by a pong with the same bytes", session -> {
                    RelayPeer peer = session.peer(V2);
                    peer.wire().sendFrame(Frame.PING, true, new byte[] {1, 2, 3});
                    Received received = peer.wire().receive(session.target().timeout());
                    require(received instanceof Frame frame && frame.opcode() == Frame.PONG
                            && Arrays.equals(frame.payload(), new byte[] {1, 2, 3}), "got " + received);
                }),
                Rule.of("framing.text", "4", "a text message is skipped", session -> {
                    RelayPeer peer = session.peer(V2);
                    peer.wire().sendFrame(TEXT, true, "hello".getBytes(StandardCharsets.UTF_8));
                    peer.wire().sendMessage(PING);
                    requirePong(session.due(peer));
                }),
                Rule.of("framing.fragments", "4", "a message in several frames is put together", session -> {
                    RelayPeer peer = session.peer(V2);
                    peer.wire().sendFrame(Frame.BINARY, false, Arrays.copyOf(PING, 4));
                    peer.wire().sendFrame(0, true, Arrays.copyOfRange(PING, 4, PING.length));
                    requirePong(session.due(peer));
                }),
                ends("framing.unmasked", "a frame without a mask", unmasked()),
                ends("framing.extension", "a frame with a reserved bit", WireClient.frame(0xC2, PING)),
                ends("framing.too-large", "a frame of more than 1 MiB", header(MAX_PAYLOAD_BYTES + 1L)),
                ends("framing.not-minimal", "a length in more bytes than it needs", notMinimal()),
                Rule.of("framing.close", "4", "a close frame ends the connection", session -> {
                    RelayPeer peer = session.peer(V2);
                    peer.wire().sendFrame(Frame.CLOSE, true, new byte[] {0x03, (byte) 0xE8});
                    session.requireEnd(peer.wire());
                }));
    }

    private static Rule ends(String id, String what, byte[] bytes) {
        return Rule.of(id, "4", what + " ends the connection", session -> {
            RelayPeer peer = session.peer(V2);
            sendUnwelcome(peer.wire(), bytes);
            session.requireEnd(peer.wire());
        });
    }

    private static void requirePong(RelayFrame frame) throws Rule.Broken {
        require(frame.equals(PONG), "got " + frame);
    }

    private static byte[] unmasked() {
        return ByteBuffer.allocate(2 + PING.length).put((byte) 0x82).put((byte) PING.length).put(PING).array();
    }

    /** A frame's first bytes, with a mask of zeros. */
    private static byte[] header(long length) {
        return ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF).putLong(length).putInt(0).array();
    }

    private static byte[] notMinimal() {
        return ByteBuffer.allocate(14 + PING.length).put(header(PING.length)).put(PING).array();
    }
}
