package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.FrameRejection.Rule;
import dev.magicsock.relay.RelayFrame.ClientToRelay;
import dev.magicsock.relay.RelayFrame.Datagrams;
import dev.magicsock.relay.RelayFrame.EndpointGone;
import dev.magicsock.relay.RelayFrame.Health;
import dev.magicsock.relay.RelayFrame.Ping;
import dev.magicsock.relay.RelayFrame.Pong;
import dev.magicsock.relay.RelayFrame.RelayToClient;
import dev.magicsock.relay.RelayFrame.Restarting;
import dev.magicsock.relay.RelayFrame.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/**
 * The wire format of relay frames (relay protocol section 6). Integers are big-endian. Parsing is total: every message
 * is a frame or a {@link FrameRejection}.
 */
public final class RelayFrameCodec {

    /** The largest frame that either side sends, its type included (relay protocol section 7). */
    public static final int MAX_FRAME_BYTES = 65_536;

    /** The most that a receiver accepts behind the type (relay protocol section 7). */
    public static final int MAX_BODY_BYTES = 65_536;

    private static final int PING_BYTES = 8;
    private static final int RESTARTING_BYTES = 8;

    private RelayFrameCodec() {
    }

    /**
     * The whole message for a frame.
     *
     * @throws IllegalArgumentException for empty contents or a frame above {@link #MAX_FRAME_BYTES}: such a frame is
     *                                  never sent
     */
    public static byte[] encode(RelayFrame frame) {
        return switch (frame) {
            case ClientToRelay(EndpointId destination, Datagrams datagrams) -> encodeDatagrams(
                    FrameType.CLIENT_TO_RELAY_DATAGRAM, FrameType.CLIENT_TO_RELAY_DATAGRAM_BATCH,
                    destination, datagrams);
            case RelayToClient(EndpointId source, Datagrams datagrams) -> encodeDatagrams(
                    FrameType.RELAY_TO_CLIENT_DATAGRAM, FrameType.RELAY_TO_CLIENT_DATAGRAM_BATCH,
                    source, datagrams);
            case EndpointGone gone -> frame(FrameType.ENDPOINT_GONE, EndpointId.BYTES)
                    .put(gone.endpoint().toBytes()).array();
            case Ping ping -> frame(FrameType.PING, PING_BYTES).putLong(ping.payload()).array();
            case Pong pong -> frame(FrameType.PONG, PING_BYTES).putLong(pong.payload()).array();
            case Health health -> encodeHealth(health);
            case Restarting restarting -> frame(FrameType.RESTARTING, RESTARTING_BYTES)
                    .putInt((int) restarting.reconnectIn().toMillis())
                    .putInt((int) restarting.tryFor().toMillis()).array();
            case Status status -> frame(FrameType.STATUS, 1).put((byte) status.code()).array();
        };
    }

    private static byte[] encodeDatagrams(FrameType single, FrameType batch, EndpointId id, Datagrams datagrams) {
        ByteBuffer contents = datagrams.contents();
        if (!contents.hasRemaining()) {
            throw new IllegalArgumentException("a datagram frame has contents");
        }
        boolean segmented = datagrams.segmentSize().isPresent();
        int header = EndpointId.BYTES + (segmented ? 3 : 1);
        ByteBuffer message = frame(segmented ? batch : single, header + contents.remaining())
                .put(id.toBytes())
                .put(datagrams.ecn().codepoint());
        datagrams.segmentSize().ifPresent(size -> message.putShort((short) size));
        return message.put(contents).array();
    }

    private static byte[] encodeHealth(Health health) {
        byte[] text = health.text().getBytes(StandardCharsets.UTF_8);
        return frame(FrameType.HEALTH, text.length).put(text).array();
    }

    private static ByteBuffer frame(FrameType type, int bodyBytes) {
        if (bodyBytes >= MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame has at most " + MAX_FRAME_BYTES + " bytes, not 1 + "
                    + bodyBytes);
        }
        return ByteBuffer.allocate(1 + bodyBytes).put(type.code());
    }

    /** Reads what a client received in a connection of this version. */
    public static FrameResult<RelayFrame.FromRelay> parseFromRelay(byte[] message, RelayProtocolVersion version) {
        FrameType type = FrameType.orNull(message);
        Rule broken = brokenRule(type, message, FrameType.Sender.SERVER, version);
        if (broken != null) {
            return rejected(broken, type, message);
        }
        int body = FrameType.bodyOffset(message);
        return switch (type) {
            case RELAY_TO_CLIENT_DATAGRAM, RELAY_TO_CLIENT_DATAGRAM_BATCH -> parseRelayToClient(message, type);
            case ENDPOINT_GONE -> parseEndpointGone(message, body);
            case PING -> parseNumber(message, body, Ping::new);
            case PONG -> parseNumber(message, body, Pong::new);
            case HEALTH -> parseHealth(message, body);
            case RESTARTING -> parseNumber(message, body, RelayFrameCodec::restarting);
            case STATUS -> message.length == body
                    ? Rejections.at(Rule.TRUNCATED, body)
                    : new FrameResult.Parsed<>(new Status(message[body] & 0xff));
            case SERVER_CHALLENGE, CLIENT_AUTH, SERVER_CONFIRMS_AUTH, SERVER_DENIES_AUTH, CLIENT_TO_RELAY_DATAGRAM,
                 CLIENT_TO_RELAY_DATAGRAM_BATCH -> throw new IllegalStateException(type + " passed the checks");
        };
    }

    /** Reads what a relay received in a connection of this version. */
    public static FrameResult<RelayFrame.FromClient> parseFromClient(byte[] message, RelayProtocolVersion version) {
        FrameType type = FrameType.orNull(message);
        Rule broken = brokenRule(type, message, FrameType.Sender.CLIENT, version);
        if (broken != null) {
            return rejected(broken, type, message);
        }
        int body = FrameType.bodyOffset(message);
        return switch (type) {
            case CLIENT_TO_RELAY_DATAGRAM, CLIENT_TO_RELAY_DATAGRAM_BATCH -> parseClientToRelay(message, type);
            case PING -> parseNumber(message, body, Ping::new);
            case PONG -> parseNumber(message, body, Pong::new);
            case SERVER_CHALLENGE, CLIENT_AUTH, SERVER_CONFIRMS_AUTH, SERVER_DENIES_AUTH, RELAY_TO_CLIENT_DATAGRAM,
                 RELAY_TO_CLIENT_DATAGRAM_BATCH, ENDPOINT_GONE, HEALTH, RESTARTING, STATUS ->
                    throw new IllegalStateException(type + " passed the checks");
        };
    }

    /** The first rule about the type and the size that the message breaks, or null. */
    private static Rule brokenRule(FrameType type, byte[] message, FrameType.Sender sender,
                                   RelayProtocolVersion version) {
        if (type == null) {
            return QuicVarint.first(message) == QuicVarint.TRUNCATED ? Rule.TRUNCATED : Rule.UNKNOWN_TYPE;
        }
        if (type.phase() != FrameType.Phase.RELAY) {
            return Rule.OTHER_PHASE;
        }
        if (!type.isSentBy(sender)) {
            return Rule.WRONG_DIRECTION;
        }
        if (!type.existsIn(version)) {
            return Rule.NOT_IN_THIS_VERSION;
        }
        return message.length - FrameType.bodyOffset(message) > MAX_BODY_BYTES ? Rule.TOO_LARGE : null;
    }

    private static <F> FrameResult<F> rejected(Rule rule, FrameType type, byte[] message) {
        return switch (rule) {
            case TRUNCATED -> Rejections.at(rule, message.length);
            case TOO_LARGE -> Rejections.at(rule, FrameType.bodyOffset(message) + MAX_BODY_BYTES);
            case UNKNOWN_TYPE, OTHER_PHASE, WRONG_DIRECTION, NOT_IN_THIS_VERSION -> Rejections.at(rule, 0);
            case TRAILING_BYTES, INVALID_ENDPOINT_ID, BAD_LENGTH, BAD_UTF8 ->
                    throw new IllegalStateException(rule + " is no rule about the type " + type);
        };
    }

    private static FrameResult<RelayFrame.FromRelay> parseRelayToClient(byte[] message, FrameType type) {
        if (DatagramFrames.brokenRule(message, type) != null) {
            return Rejections.at(Rule.TRUNCATED, message.length);
        }
        return EndpointId.read(message, DatagramFrames.idOffset(message))
                .<FrameResult<RelayFrame.FromRelay>>map(source ->
                        new FrameResult.Parsed<>(new RelayToClient(source, datagrams(message, type))))
                .orElseGet(() -> Rejections.at(Rule.INVALID_ENDPOINT_ID, DatagramFrames.idOffset(message)));
    }

    private static FrameResult<RelayFrame.FromClient> parseClientToRelay(byte[] message, FrameType type) {
        if (DatagramFrames.brokenRule(message, type) != null) {
            return Rejections.at(Rule.TRUNCATED, message.length);
        }
        return EndpointId.read(message, DatagramFrames.idOffset(message))
                .<FrameResult<RelayFrame.FromClient>>map(destination ->
                        new FrameResult.Parsed<>(new ClientToRelay(destination, datagrams(message, type))))
                .orElseGet(() -> Rejections.at(Rule.INVALID_ENDPOINT_ID, DatagramFrames.idOffset(message)));
    }

    private static Datagrams datagrams(byte[] message, FrameType type) {
        int segmentSize = DatagramFrames.segmentSize(message, type);
        int contents = DatagramFrames.contentsOffset(message, type);
        return new Datagrams(DatagramFrames.ecn(message),
                segmentSize == 0 ? OptionalInt.empty() : OptionalInt.of(segmentSize),
                ByteBuffer.wrap(message, contents, message.length - contents));
    }

    private static FrameResult<RelayFrame.FromRelay> parseEndpointGone(byte[] message, int body) {
        if (message.length - body != EndpointId.BYTES) {
            return wrongLength(message, body, EndpointId.BYTES);
        }
        return EndpointId.read(message, body)
                .<FrameResult<RelayFrame.FromRelay>>map(id -> new FrameResult.Parsed<>(new EndpointGone(id)))
                .orElseGet(() -> Rejections.at(Rule.INVALID_ENDPOINT_ID, body));
    }

    /** Reads a body of exactly eight bytes. */
    private static <F> FrameResult<F> parseNumber(byte[] message, int body, LongFunction<F> frame) {
        return message.length - body == Long.BYTES
                ? new FrameResult.Parsed<>(frame.apply(ByteBuffer.wrap(message, body, Long.BYTES).getLong()))
                : wrongLength(message, body, Long.BYTES);
    }

    private static Restarting restarting(long both) {
        return new Restarting(Duration.ofMillis(both >>> Integer.SIZE), Duration.ofMillis(both & 0xffff_ffffL));
    }

    private static FrameResult<RelayFrame.FromRelay> parseHealth(byte[] message, int body) {
        Optional<String> text = Utf8.decode(message, body, message.length - body);
        return text.<FrameResult<RelayFrame.FromRelay>>map(decoded -> new FrameResult.Parsed<>(new Health(decoded)))
                .orElseGet(() -> Rejections.at(Rule.BAD_UTF8, body));
    }

    private static <F> FrameResult<F> wrongLength(byte[] message, int body, int expected) {
        return message.length - body < expected
                ? Rejections.at(Rule.TRUNCATED, message.length)
                : Rejections.at(Rule.TRAILING_BYTES, body + expected);
    }
}
