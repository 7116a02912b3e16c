package dev.magicsock.scenarios.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of a pcapng reader as is needed to count: which interface saw how many packets which way, and which drops.
 */
final class CapturedPackets {

    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int SECRETS = 10;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_NAME_OR_FLAGS = 2;

    final Map<String, Long> seen = new LinkedHashMap<>();
    final List<String> drops = new ArrayList<>();
    final List<Integer> sizes = new ArrayList<>();
    final List<String> interfaces = new ArrayList<>();
    final List<String> comments = new ArrayList<>();
    /** Each with the number of packets in front of it. */
    final Map<String, Integer> secrets = new LinkedHashMap<>();

    private CapturedPackets() {
    }

    static CapturedPackets of(byte[] file) {
        CapturedPackets packets = new CapturedPackets();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int type = in.getInt();
            int length = in.getInt();
            packets.block(type, in.slice(in.position(), length - 12).order(ByteOrder.LITTLE_ENDIAN));
            in.position(in.position() + length - 8);
        }
        return packets;
    }

    private void block(int type, ByteBuffer body) {
        if (type == INTERFACE) {
            body.position(8);
            interfaces.add(new String(option(body, OPTION_NAME_OR_FLAGS), StandardCharsets.UTF_8));
        } else if (type == SECRETS) {
            byte[] lines = new byte[body.getInt(4)];
            body.get(8, lines);
            new String(lines, StandardCharsets.US_ASCII).lines().forEach(line -> secrets.put(line, sizes.size()));
        } else if (type == PACKET) {
            int captured = body.getInt(12);
            sizes.add(captured);
            body.position(20 + (captured + 3) / 4 * 4);
            comments(body.slice().order(ByteOrder.LITTLE_ENDIAN));
            int way = option(body, OPTION_NAME_OR_FLAGS)[0];
            seen.merge(interfaces.get(body.getInt(0)) + " " + (way == 2 ? "out" : way == 1 ? "in" : "-"),
                    1L, Long::sum);
        }
    }

    private void comments(ByteBuffer options) {
        while (options.getShort(options.position()) == OPTION_COMMENT) {
            String comment = new String(option(options, OPTION_COMMENT), StandardCharsets.UTF_8);
            comments.add(comment);
            if (comment.startsWith("dropped by ")) {
                drops.add(comment.replaceFirst(" \\(.*", ""));
            }
        }
    }

    private static byte[] option(ByteBuffer options, int wanted) {
        while (true) {
            int code = options.getShort();
            byte[] value = new byte[Short.toUnsignedInt(options.getShort())];
            options.get(value);
            options.position(options.position() + (4 - value.length % 4) % 4);
            if (code == wanted) {
                return value;
            }
        }
    }
}
