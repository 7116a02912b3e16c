package dev.magicsock.relaystub.check;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.FrameResult;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A client that a relay has let in, and which talks to it frame by frame. Answers the relay's pings while it waits. */
public final class RelayPeer implements AutoCloseable {

    private final WireClient wire;
    private final SecretKey key;
    private final RelayProtocolVersion version;
    private final Duration patience;

    private RelayPeer(WireClient wire, SecretKey key, RelayProtocolVersion version, Duration patience) {
        this.wire = wire;
        this.key = key;
        this.version = version;
        this.patience = patience;
    }

    /**
     * Answers the challenge on a connection that was just upgraded.
     *
     * @throws IOException with what came instead, if the relay does not let the client in
     */
    public static RelayPeer enter(WireClient wire, SecretKey key, RelayProtocolVersion version, Duration patience)
            throws IOException {
        if (!(handshakeFrame(wire, patience) instanceof HandshakeFrame.ServerChallenge challenge)) {
            throw new IOException("the first frame is no challenge");
        }
        wire.sendMessage(HandshakeCodec.encode(ChallengeSignature.answer(challenge, key)));
        HandshakeFrame answer = handshakeFrame(wire, patience);
        if (!(answer instanceof HandshakeFrame.ServerConfirmsAuth)) {
            throw new IOException("a correct answer to the challenge got " + answer);
        }
        return new RelayPeer(wire, key, version, patience);
    }

    /** Takes over a connection whose handshake is through. */
    static RelayPeer entered(WireClient wire, SecretKey key, RelayProtocolVersion version, Duration patience) {
        return new RelayPeer(wire, key, version, patience);
    }

    /**
     * Waits for a frame of the handshake.
     *
     * @throws IOException if anything else comes, or nothing
     */
    static HandshakeFrame.FromRelay handshakeFrame(WireClient wire, Duration patience) throws IOException {
        Received received = wire.receive(patience);
        if (!(received instanceof Received.Frame frame && frame.isMessage())) {
            throw new IOException(received + " came where a frame of the handshake was due");
        }
        return switch (HandshakeCodec.parseFromRelay(frame.payload())) {
            case FrameResult.Parsed<HandshakeFrame.FromRelay>(HandshakeFrame.FromRelay parsed) -> parsed;
            case FrameResult.Rejected<HandshakeFrame.FromRelay>(var rejection) ->
                    throw new IOException("not a frame of the handshake: " + rejection);
        };
    }

    /** Whose connection it is. */
    public EndpointId id() {
        return key.id();
    }

    /** The connection itself. */
    public WireClient wire() {
        return wire;
    }

    /** Sends one frame. */
    public void send(RelayFrame frame) throws IOException {
        wire.sendMessage(RelayFrameCodec.encode(frame));
    }

    /**
     * The next frame that is not a ping of the relay; empty if none comes in time.
     *
     * @throws IOException if the connection ends or the relay sends what it must not
     */
    public Optional<RelayFrame.FromRelay> next() throws IOException {
        return next(patience);
    }

    /** As {@link #next()}, with a patience of its own. */
    public Optional<RelayFrame.FromRelay> next(Duration wait) throws IOException {
        while (true) {
            switch (wire.receive(wait)) {
                case Received.Silence _ -> {
                    return Optional.empty();
                }
                case Received.Ended ended -> throw new IOException(ended.toString());
                case Received.Frame frame when frame.isMessage() -> {
                    RelayFrame.FromRelay parsed = parse(frame.payload());
                    if (!(parsed instanceof RelayFrame.Ping(long payload))) {
                        return Optional.of(parsed);
                    }
                    send(new RelayFrame.Pong(payload));
                }
                case Received.Frame frame -> throw new IOException("unexpected " + frame);
            }
        }
    }

    private RelayFrame.FromRelay parse(byte[] message) throws IOException {
        return switch (RelayFrameCodec.parseFromRelay(message, version)) {
            case FrameResult.Parsed<RelayFrame.FromRelay>(RelayFrame.FromRelay parsed) -> parsed;
            case FrameResult.Rejected<RelayFrame.FromRelay>(var rejection) ->
                    throw new IOException("the relay sent what it must not: " + rejection);
        };
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
