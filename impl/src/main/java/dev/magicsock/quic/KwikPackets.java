package dev.magicsock.quic;

import dev.magicsock.trace.TracedFrame;
import dev.magicsock.trace.TracedPacket;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tech.kwik.core.frame.AckFrame;
import tech.kwik.core.frame.ConnectionCloseFrame;
import tech.kwik.core.frame.CryptoFrame;
import tech.kwik.core.frame.DataBlockedFrame;
import tech.kwik.core.frame.DatagramFrame;
import tech.kwik.core.frame.HandshakeDoneFrame;
import tech.kwik.core.frame.MaxDataFrame;
import tech.kwik.core.frame.MaxStreamDataFrame;
import tech.kwik.core.frame.MaxStreamsFrame;
import tech.kwik.core.frame.NewConnectionIdFrame;
import tech.kwik.core.frame.NewTokenFrame;
import tech.kwik.core.frame.Padding;
import tech.kwik.core.frame.PathChallengeFrame;
import tech.kwik.core.frame.PathResponseFrame;
import tech.kwik.core.frame.PingFrame;
import tech.kwik.core.frame.QuicFrame;
import tech.kwik.core.frame.ResetStreamFrame;
import tech.kwik.core.frame.RetireConnectionIdFrame;
import tech.kwik.core.frame.StopSendingFrame;
import tech.kwik.core.frame.StreamDataBlockedFrame;
import tech.kwik.core.frame.StreamFrame;
import tech.kwik.core.frame.StreamsBlockedFrame;
import tech.kwik.core.packet.LongHeaderPacket;
import tech.kwik.core.packet.QuicPacket;

/** Says in plain data what kwik's packets and frames are. Pure. */
final class KwikPackets {

    private static final int APPLICATION_CLOSE = 0x1d;

    private KwikPackets() {
    }

    /** Empty for packets without a number, which carry no frames. */
    static Optional<TracedPacket> traced(QuicPacket packet) {
        if (packet.getPacketNumber() == null || packet.getEncryptionLevel() == null) {
            return Optional.empty();
        }
        String source = packet instanceof LongHeaderPacket header ? hex(header.getSourceConnectionId()) : "";
        return Optional.of(new TracedPacket(type(packet), packet.getPacketNumber(), size(packet),
                hex(packet.getDestinationConnectionId()), source,
                packet.getFrames().stream().map(KwikPackets::traced).flatMap(frame -> frame.stream()).toList()));
    }

    private static TracedPacket.Type type(QuicPacket packet) {
        return switch (packet.getEncryptionLevel()) {
            case Initial -> TracedPacket.Type.INITIAL;
            case Handshake -> TracedPacket.Type.HANDSHAKE;
            case ZeroRTT -> TracedPacket.Type.ZERO_RTT;
            case App -> TracedPacket.Type.ONE_RTT;
        };
    }

    /** kwik throws where it does not know. */
    private static int size(QuicPacket packet) {
        try {
            return packet.getSize();
        } catch (IllegalStateException unknown) {
            return 0;
        }
    }

    /** Empty for frames that this version of kwik does not have. */
    private static Optional<TracedFrame> traced(QuicFrame any) {
        return Optional.ofNullable(switch (any) {
            case Padding frame -> new TracedFrame.Padding(frame.getLength());
            case PingFrame _ -> new TracedFrame.Plain(TracedFrame.Plain.Type.PING);
            case AckFrame frame -> new TracedFrame.Ack(frame.getAckDelay(), ranges(frame));
            case CryptoFrame frame -> new TracedFrame.Crypto(frame.getOffset(), frame.getLength());
            case StreamFrame frame -> new TracedFrame.Stream(frame.getStreamId(), frame.getOffset(), frame.getLength(),
                    frame.isFinal());
            case DatagramFrame frame -> new TracedFrame.Datagram(frame.getData().length);
            case MaxDataFrame frame -> new TracedFrame.MaxData(frame.getMaxData());
            case MaxStreamDataFrame frame -> new TracedFrame.MaxStreamData(frame.getStreamId(), frame.getMaxData());
            case MaxStreamsFrame frame ->
                    new TracedFrame.MaxStreams(frame.isAppliesToBidirectional(), frame.getMaxStreams());
            case DataBlockedFrame _ -> new TracedFrame.Plain(TracedFrame.Plain.Type.DATA_BLOCKED);
            case StreamDataBlockedFrame frame ->
                    new TracedFrame.StreamDataBlocked(frame.getStreamId(), frame.getStreamDataLimit());
            case StreamsBlockedFrame frame ->
                    new TracedFrame.StreamsBlocked(frame.isBidirectional(), frame.getStreamLimit());
            case NewConnectionIdFrame frame -> new TracedFrame.NewConnectionId(frame.getSequenceNr(),
                    frame.getRetirePriorTo(), hex(frame.getConnectionId()));
            case RetireConnectionIdFrame frame -> new TracedFrame.RetireConnectionId(frame.getSequenceNr());
            case ResetStreamFrame frame ->
                    new TracedFrame.ResetStream(frame.getStreamId(), frame.getErrorCode(), frame.getFinalSize());
            case StopSendingFrame frame -> new TracedFrame.StopSending(frame.getStreamId(), frame.getErrorCode());
            case NewTokenFrame _ -> new TracedFrame.Plain(TracedFrame.Plain.Type.NEW_TOKEN);
            case PathChallengeFrame _ -> new TracedFrame.Plain(TracedFrame.Plain.Type.PATH_CHALLENGE);
            case PathResponseFrame _ -> new TracedFrame.Plain(TracedFrame.Plain.Type.PATH_RESPONSE);
            case HandshakeDoneFrame _ -> new TracedFrame.Plain(TracedFrame.Plain.Type.HANDSHAKE_DONE);
            case ConnectionCloseFrame frame -> new TracedFrame.ConnectionClose(
                    frame.getFrameType() == APPLICATION_CLOSE, frame.getErrorCode(),
                    frame.hasReasonPhrase() ? Objects.requireNonNullElse(frame.getReasonPhrase(), "") : "");
            default -> null;
        });
    }

    private static List<TracedFrame.Range> ranges(AckFrame frame) {
        return frame.getAcknowledgedRanges().stream()
                .map(range -> new TracedFrame.Range(range.getSmallest(), range.getLargest())).toList();
    }

    private static String hex(byte[] connectionId) {
        return connectionId == null ? "" : HexFormat.of().formatHex(connectionId);
    }
}
