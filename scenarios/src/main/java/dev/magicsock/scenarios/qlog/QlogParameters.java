package dev.magicsock.scenarios.qlog;

import dev.magicsock.reports.json.JsonLine;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Transport parameters (RFC 9000 section 18) as {@code quic:parameters_set} has them. What is cut off is left out, and
 * so is what the draft has no name for.
 */
final class QlogParameters {

    private static final int DISABLE_ACTIVE_MIGRATION = 0x0c;
    /** RFC 9221 section 3. */
    private static final int MAX_DATAGRAM_FRAME_SIZE = 0x20;
    /** Parameters that are numbers, by their ids; nothing for others. */
    private static final List<String> NUMBERS = List.of("", "max_idle_timeout", "", "max_udp_payload_size",
            "initial_max_data", "initial_max_stream_data_bidi_local", "initial_max_stream_data_bidi_remote",
            "initial_max_stream_data_uni", "initial_max_streams_bidi", "initial_max_streams_uni", "ack_delay_exponent",
            "max_ack_delay", "", "", "active_connection_id_limit");

    private QlogParameters() {
    }

    static JsonLine of(boolean local, byte[] encoded) {
        JsonLine data = new JsonLine().put("initiator", local ? "local" : "remote");
        ByteBuffer in = ByteBuffer.wrap(encoded);
        while (in.hasRemaining()) {
            long id = number(in);
            long length = number(in);
            if (id < 0 || length < 0 || length > in.remaining()) {
                return data;
            }
            put(data, id, in.slice(in.position(), (int) length));
            in.position(in.position() + (int) length);
        }
        return data;
    }

    private static void put(JsonLine data, long id, ByteBuffer value) {
        if (id == DISABLE_ACTIVE_MIGRATION) {
            data.put("disable_active_migration", true);
        }
        idName(id).ifPresent(name -> {
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            data.put(name, HexFormat.of().formatHex(bytes));
        });
        numberName(id).ifPresent(name -> {
            long number = number(value);
            if (number >= 0) {
                data.put(name, number);
            }
        });
    }

    private static Optional<String> idName(long id) {
        return Optional.ofNullable(switch ((int) id) {
            case 0x00 -> "original_destination_connection_id";
            case 0x0f -> "initial_source_connection_id";
            case 0x10 -> "retry_source_connection_id";
            default -> null;
        });
    }

    private static Optional<String> numberName(long id) {
        if (id == MAX_DATAGRAM_FRAME_SIZE) {
            return Optional.of("max_datagram_frame_size");
        }
        return id >= 0 && id < NUMBERS.size() ? Optional.of(NUMBERS.get((int) id)).filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    /** A number of variable length (RFC 9000 section 16); -1 if it is cut off. */
    private static long number(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return -1;
        }
        int first = Byte.toUnsignedInt(in.get());
        int more = (1 << (first >>> 6)) - 1;
        if (more > in.remaining()) {
            return -1;
        }
        long value = first & 0x3F;
        for (int i = 0; i < more; i++) {
            value = value << Byte.SIZE | Byte.toUnsignedInt(in.get());
        }
        return value;
    }
}
