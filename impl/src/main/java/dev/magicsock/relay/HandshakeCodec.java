package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.FrameRejection.Rule;
import dev.magicsock.relay.HandshakeFrame.ClientAuth;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.HandshakeFrame.ServerConfirmsAuth;
import dev.magicsock.relay.HandshakeFrame.ServerDeniesAuth;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The wire format of the handshake (relay protocol section 5.2): the type, then the fields as postcard writes them.
 *
 * <pre>
 * ServerChallenge     00 | challenge 16
 * ClientAuth          01 | public key 32 | 40 | signature 64
 * ServerConfirmsAuth  02
 * ServerDeniesAuth    03 | length (LEB128) | reason
 * </pre>
 * Bytes after the last field are ignored. Parsing is total: every message is a frame or a {@link FrameRejection}.
 */
public final class HandshakeCodec {

    private static final int SIGNATURE_LENGTH_OFFSET = EndpointId.BYTES;

    private HandshakeCodec() {
    }

    /** The whole message for a frame. */
    public static byte[] encode(HandshakeFrame frame) {
        return switch (frame) {
            case ServerChallenge challenge -> join(FrameType.SERVER_CHALLENGE, challenge.challenge());
            case ClientAuth auth -> encodeAuth(auth);
            case ServerConfirmsAuth _ -> new byte[] {FrameType.SERVER_CONFIRMS_AUTH.code()};
            case ServerDeniesAuth denial -> encodeDenial(denial);
        };
    }

    private static byte[] encodeAuth(ClientAuth auth) {
        byte[] message = new byte[1 + SIGNATURE_LENGTH_OFFSET + 1 + SecretKey.SIGNATURE_BYTES];
        message[0] = FrameType.CLIENT_AUTH.code();
        auth.client().write(message, 1);
        message[1 + SIGNATURE_LENGTH_OFFSET] = SecretKey.SIGNATURE_BYTES;
        System.arraycopy(auth.signature(), 0, message, 2 + SIGNATURE_LENGTH_OFFSET, SecretKey.SIGNATURE_BYTES);
        return message;
    }

    private static byte[] encodeDenial(ServerDeniesAuth denial) {
        byte[] reason = denial.reason().getBytes(StandardCharsets.UTF_8);
        byte[] length = PostcardLength.encode(reason.length);
        byte[] message = new byte[1 + length.length + reason.length];
        if (message.length > RelayFrameCodec.MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a reason of " + reason.length + " bytes does not fit into a frame");
        }
        message[0] = FrameType.SERVER_DENIES_AUTH.code();
        System.arraycopy(length, 0, message, 1, length.length);
        System.arraycopy(reason, 0, message, 1 + length.length, reason.length);
        return message;
    }

    private static byte[] join(FrameType type, byte[] body) {
        byte[] message = new byte[1 + body.length];
        message[0] = type.code();
        System.arraycopy(body, 0, message, 1, body.length);
        return message;
    }

    /** Reads what a client received during its handshake. */
    public static FrameResult<HandshakeFrame.FromRelay> parseFromRelay(byte[] message) {
        FrameType type = FrameType.orNull(message);
        if (type == null || message.length - FrameType.bodyOffset(message) > RelayFrameCodec.MAX_BODY_BYTES) {
            return Rejections.byType(type, message);
        }
        int body = FrameType.bodyOffset(message);
        return switch (type) {
            case SERVER_CHALLENGE -> parseChallenge(message, body);
            case SERVER_CONFIRMS_AUTH -> new FrameResult.Parsed<>(new ServerConfirmsAuth());
            case SERVER_DENIES_AUTH -> parseDenial(message, body);
            case CLIENT_AUTH -> Rejections.at(Rule.WRONG_DIRECTION, 0);
            case CLIENT_TO_RELAY_DATAGRAM, CLIENT_TO_RELAY_DATAGRAM_BATCH, RELAY_TO_CLIENT_DATAGRAM,
                 RELAY_TO_CLIENT_DATAGRAM_BATCH, ENDPOINT_GONE, PING, PONG, HEALTH, RESTARTING, STATUS ->
                    Rejections.at(Rule.OTHER_PHASE, 0);
        };
    }

    /** Reads what a relay received as the answer to its challenge: only {@link ClientAuth} may come. */
    public static FrameResult<ClientAuth> parseFromClient(byte[] message) {
        FrameType type = FrameType.orNull(message);
        if (type == null || message.length - FrameType.bodyOffset(message) > RelayFrameCodec.MAX_BODY_BYTES) {
            return Rejections.byType(type, message);
        }
        return switch (type) {
            case CLIENT_AUTH -> parseKeyAndSignature(message, FrameType.bodyOffset(message));
            case SERVER_CHALLENGE, SERVER_CONFIRMS_AUTH, SERVER_DENIES_AUTH -> Rejections.at(Rule.WRONG_DIRECTION, 0);
            case CLIENT_TO_RELAY_DATAGRAM, CLIENT_TO_RELAY_DATAGRAM_BATCH, RELAY_TO_CLIENT_DATAGRAM,
                 RELAY_TO_CLIENT_DATAGRAM_BATCH, ENDPOINT_GONE, PING, PONG, HEALTH, RESTARTING, STATUS ->
                    Rejections.at(Rule.OTHER_PHASE, 0);
        };
    }

    private static FrameResult<HandshakeFrame.FromRelay> parseChallenge(byte[] message, int body) {
        if (message.length - body < ServerChallenge.BYTES) {
            return Rejections.at(Rule.TRUNCATED, message.length);
        }
        return new FrameResult.Parsed<>(
                new ServerChallenge(Arrays.copyOfRange(message, body, body + ServerChallenge.BYTES)));
    }

    private static FrameResult<HandshakeFrame.FromRelay> parseDenial(byte[] message, int body) {
        PostcardLength length = PostcardLength.read(message, body);
        if (length.isRejected()) {
            return Rejections.at(length.rejection(), length.end());
        }
        if (length.value() > message.length - length.end()) {
            return Rejections.at(Rule.TRUNCATED, message.length);
        }
        Optional<String> reason = Utf8.decode(message, length.end(), (int) length.value());
        return reason.<FrameResult<HandshakeFrame.FromRelay>>map(
                        text -> new FrameResult.Parsed<>(new ServerDeniesAuth(text)))
                .orElseGet(() -> Rejections.at(Rule.BAD_UTF8, length.end()));
    }

    /** Reads {@code public key 32 | 40 | signature 64}, which the keying-material header shares with this frame. */
    static FrameResult<ClientAuth> parseKeyAndSignature(byte[] bytes, int start) {
        if (bytes.length - start <= SIGNATURE_LENGTH_OFFSET) {
            return Rejections.at(Rule.TRUNCATED, bytes.length);
        }
        PostcardLength length = PostcardLength.read(bytes, start + SIGNATURE_LENGTH_OFFSET);
        if (length.isRejected()) {
            return Rejections.at(length.rejection(), length.end());
        }
        if (length.value() != SecretKey.SIGNATURE_BYTES) {
            return Rejections.at(Rule.BAD_LENGTH, start + SIGNATURE_LENGTH_OFFSET);
        }
        if (bytes.length - length.end() < SecretKey.SIGNATURE_BYTES) {
            return Rejections.at(Rule.TRUNCATED, bytes.length);
        }
        byte[] signature = Arrays.copyOfRange(bytes, length.end(), length.end() + SecretKey.SIGNATURE_BYTES);
        return EndpointId.read(bytes, start)
                .<FrameResult<ClientAuth>>map(id -> new FrameResult.Parsed<>(new ClientAuth(id, signature)))
                .orElseGet(() -> Rejections.at(Rule.INVALID_ENDPOINT_ID, start));
    }
}
