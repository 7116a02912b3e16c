package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.time.Deadline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** A client, what it wants done, and short forms for what happens to it. */
abstract class RelayClientFixture {

    static final RelayUrl URL = RelayUrl.parse("http://eu.relay.test");
    static final SecretKey KEY = SecretKey.of(new byte[32]);
    static final EndpointId PEER = SecretKey.of(filled(32, 1)).id();
    static final EndpointId OTHER = SecretKey.of(filled(32, 2)).id();
    static final TransportId FIRST = new TransportId(1);
    static final TransportId SECOND = new TransportId(2);

    final RecordedOutput output = new RecordedOutput();
    final RelayClient client =
            new RelayClient(URL, KEY, RelayClientConfig.STANDARD, output, new SplittableRandom(11));

    /** Brings the client through dialling and the handshake; returns its ping. */
    byte[] authenticate(TransportId transport, long millis) {
        client.start(at(millis));
        client.transportConnected(transport, RelayProtocolVersion.V2, at(millis));
        client.messageReceived(transport,
                HandshakeCodec.encode(new HandshakeFrame.ServerChallenge(new byte[16])), at(millis));
        output.takeSent();
        client.messageReceived(transport, new byte[] {2}, at(millis));
        return output.sent().stream()
                .filter(message -> FrameType.orNull(message) == FrameType.PING)
                .findFirst().orElseThrow();
    }

    void establish(long roundTripMillis) {
        byte[] ping = authenticate(FIRST, 0);
        client.messageReceived(FIRST, pongTo(ping), at(roundTripMillis));
        client.bytesWritten(FIRST, 98 + 9, at(roundTripMillis));
    }

    void send(String text, long millis) {
        byte[] bytes = bytes(text);
        client.sendDatagram(PEER, Ecn.ECT_0, bytes, 0, bytes.length, at(millis));
    }

    void control(String text, long millis) {
        byte[] bytes = bytes(text);
        client.sendControl(PEER, bytes, 0, bytes.length, at(millis));
    }

    void tell(RelayFrame.FromRelay frame) {
        client.messageReceived(FIRST, RelayFrameCodec.encode(frame), at(1));
    }

    void assertDeadline(Instant at, String reason) {
        assertEquals(Optional.of(new Deadline(at, reason)), client.nextDeadline());
    }

    static RecordedOutput.Sent datagramTo(EndpointId destination, String text) {
        byte[] bytes = bytes(text);
        return RecordedOutput.sent(FIRST, DatagramFrames.toRelay(destination, Ecn.ECT_0, bytes, 0, bytes.length));
    }

    static byte[] fromPeer(String text, OptionalInt segmentSize) {
        return RelayFrameCodec.encode(new RelayFrame.RelayToClient(PEER,
                new RelayFrame.Datagrams(Ecn.CE, segmentSize, ByteBuffer.wrap(bytes(text)))));
    }

    static byte[] pongTo(byte[] ping) {
        byte[] pong = ping.clone();
        pong[0] = FrameType.PONG.code();
        return pong;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
