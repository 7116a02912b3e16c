package dev.magicsock.scenarios.qlog;

import dev.magicsock.reports.json.JsonLine;
import dev.magicsock.trace.TracedFrame;
import dev.magicsock.trace.TracedPacket;
import java.util.List;
import java.util.Locale;

/** Packets and frames as draft-ietf-quic-qlog-quic-events-13 has them, sections 8.8 and 8.13. */
final class QlogPackets {

    private static final String TRANSPORT_ERROR = "unknown";

    private QlogPackets() {
    }

    static JsonLine header(TracedPacket packet) {
        JsonLine header = new JsonLine().put("packet_type", switch (packet.type()) {
            case INITIAL -> "initial";
            case HANDSHAKE -> "handshake";
            case ZERO_RTT -> "0RTT";
            case ONE_RTT -> "1RTT";
        }).put("packet_number", packet.number());
        if (packet.type() != TracedPacket.Type.ONE_RTT) {
            header.put("scid", packet.source());
        }
        return header.put("dcid", packet.destination());
    }

    static List<JsonLine> frames(TracedPacket packet) {
        return packet.frames().stream().map(QlogPackets::frame).toList();
    }

    private static JsonLine frame(TracedFrame any) {
        return switch (any) {
            case TracedFrame.Padding(int bytes) ->
                    type("padding").put("raw", new JsonLine().put("payload_length", bytes));
            case TracedFrame.Ack(int delayMillis, List<TracedFrame.Range> ranges) ->
                    type("ack").put("ack_delay", delayMillis).putNumbers("acked_ranges", ranges.stream()
                            .map(range -> range.smallest() == range.largest() ? List.of(range.smallest())
                                    : List.of(range.smallest(), range.largest())).toList());
            case TracedFrame.Crypto(long offset, int bytes) ->
                    type("crypto").put("offset", offset).put("raw", raw(bytes));
            case TracedFrame.Stream(long stream, long offset, int bytes, boolean fin) ->
                    type("stream").put("stream_id", stream).put("offset", offset).put("fin", fin)
                            .put("raw", raw(bytes));
            case TracedFrame.Datagram(int bytes) -> type("datagram").put("raw", raw(bytes));
            case TracedFrame.MaxData(long maximum) -> type("max_data").put("maximum", maximum);
            case TracedFrame.MaxStreamData(long stream, long maximum) ->
                    type("max_stream_data").put("stream_id", stream).put("maximum", maximum);
            case TracedFrame.MaxStreams(boolean bidirectional, long maximum) ->
                    type("max_streams").put("stream_type", streamType(bidirectional)).put("maximum", maximum);
            case TracedFrame.StreamDataBlocked(long stream, long limit) ->
                    type("stream_data_blocked").put("stream_id", stream).put("limit", limit);
            case TracedFrame.StreamsBlocked(boolean bidirectional, long limit) ->
                    type("streams_blocked").put("stream_type", streamType(bidirectional)).put("limit", limit);
            case TracedFrame.NewConnectionId(long sequence, long retirePriorTo, String id) ->
                    type("new_connection_id").put("sequence_number", sequence).put("retire_prior_to", retirePriorTo)
                            .put("connection_id", id);
            case TracedFrame.RetireConnectionId(long sequence) ->
                    type("retire_connection_id").put("sequence_number", sequence);
            case TracedFrame.ResetStream(long stream, long error, long finalSize) -> type("reset_stream")
                    .put("stream_id", stream).put("error", TRANSPORT_ERROR).put("error_code", error)
                    .put("final_size", finalSize);
            case TracedFrame.StopSending(long stream, long error) ->
                    type("stop_sending").put("stream_id", stream).put("error", TRANSPORT_ERROR)
                            .put("error_code", error);
            case TracedFrame.ConnectionClose close -> type("connection_close")
                    .put("error_space", close.application() ? "application" : "transport")
                    .put("error", errorName(close)).put("error_code", close.error()).put("reason", close.reason());
            case TracedFrame.Plain(TracedFrame.Plain.Type type) -> type(type.name().toLowerCase(Locale.ROOT));
        };
    }

    /** The names of section 8.13.24 in the order of their codes (RFC 9000 section 20.1). */
    private static final List<String> ERRORS = List.of("no_error", "internal_error", "connection_refused",
            "flow_control_error", "stream_limit_error", "stream_state_error", "final_size_error",
            "frame_encoding_error", "transport_parameter_error", "connection_id_limit_error", "protocol_violation",
            "invalid_token", "application_error", "crypto_buffer_exceeded", "key_update_error", "aead_limit_reached",
            "no_viable_path");
    private static final long FIRST_CRYPTO_ERROR = 0x100;
    private static final long LAST_CRYPTO_ERROR = 0x1FF;

    static String errorName(TracedFrame.ConnectionClose close) {
        if (close.application()) {
            return "unknown";
        }
        if (close.error() >= FIRST_CRYPTO_ERROR && close.error() <= LAST_CRYPTO_ERROR) {
            return "crypto_error_0x" + Long.toHexString(close.error());
        }
        return close.error() < ERRORS.size() ? ERRORS.get((int) close.error()) : "unknown";
    }

    private static JsonLine type(String type) {
        return new JsonLine().put("frame_type", type);
    }

    private static JsonLine raw(int bytes) {
        return new JsonLine().put("length", bytes);
    }

    private static String streamType(boolean bidirectional) {
        return bidirectional ? "bidirectional" : "unidirectional";
    }
}
