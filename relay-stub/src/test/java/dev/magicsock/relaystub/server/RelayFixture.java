package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.DatagramFrames;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A relay whose transports write at once unless told otherwise, and short forms for what its clients do. */
final class RelayFixture {

    static final SecretKey ALICE = key(1);
    static final SecretKey BOB = key(2);
    static final SecretKey CAROL = key(3);
    static final RequestHead REQUEST = new RequestHead("GET", "/relay", List.of());

    final RecordedOutput output = new RecordedOutput();
    final RelayServerCore relay;

    RelayFixture() {
        this(RelayServerConfig.STANDARD, AccessControl.everyone());
    }

    RelayFixture(RelayServerConfig config, AccessControl accessControl) {
        relay = new RelayServerCore(config, accessControl, output, new SplittableRandom(5));
    }

    static SecretKey key(int number) {
        byte[] seed = new byte[SecretKey.BYTES];
        Arrays.fill(seed, (byte) number);
        seed[0] = (byte) (number >> 8);
        return SecretKey.of(seed);
    }

    static ConnectionId connection(long number) {
        return new ConnectionId(number);
    }

    static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }

    /** Opens a connection and returns the challenge it gets. */
    ServerChallenge open(long number, long millis) {
        return open(number, RelayProtocolVersion.V2, millis);
    }

    ServerChallenge open(long number, RelayProtocolVersion version, long millis) {
        relay.connectionOpened(connection(number), version, REQUEST, KeyingMaterialExporter.NONE, at(millis));
        byte[] message = output.takeSentTo(connection(number)).getFirst();
        written(number, message.length, millis);
        return new ServerChallenge(Arrays.copyOfRange(message, 1, message.length));
    }

    /** Opens and authenticates a connection; what the relay did is forgotten. */
    void connect(long number, SecretKey key, long millis) {
        connect(number, key, RelayProtocolVersion.V2, millis);
    }

    void connect(long number, SecretKey key, RelayProtocolVersion version, long millis) {
        ServerChallenge challenge = open(number, version, millis);
        receive(number, HandshakeCodec.encode(ChallengeSignature.answer(challenge, key)), millis);
        written(number, 1, millis);
        output.take();
    }

    void receive(long number, byte[] message, long millis) {
        relay.messageReceived(connection(number), message, at(millis));
    }

    void receive(long number, RelayFrame.FromClient frame, long millis) {
        receive(number, RelayFrameCodec.encode(frame), millis);
    }

    void written(long number, int bytes, long millis) {
        relay.bytesWritten(connection(number), bytes, at(millis));
    }

    static byte[] datagramTo(EndpointId destination, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DatagramFrames.toRelay(destination, Ecn.ECT_0, bytes, 0, bytes.length);
    }

    static byte[] datagramFrom(EndpointId source, String text) {
        byte[] frame = datagramTo(source, text);
        frame[0] = 6;
        return frame;
    }
}
