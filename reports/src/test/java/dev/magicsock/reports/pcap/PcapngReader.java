package dev.magicsock.reports.pcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pcapng strictly, by the draft alone: whatever is not exactly as it ought to be is an {@link AssertionError}.
 */
final class PcapngReader {

    record Interface(String name, String description, int timeResolution) {
    }

    record Packet(int captureInterface, long time, byte[] frame, List<String> comments, int flags, long id) {
    }

    private record Option(int code, byte[] value) {
    }

    final List<Interface> interfaces = new ArrayList<>();
    final List<Packet> packets = new ArrayList<>();
    final List<byte[]> secrets = new ArrayList<>();
    String application;
    List<String> comments;

    private PcapngReader() {
    }

    static PcapngReader read(byte[] file) {
        PcapngReader reader = new PcapngReader();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        check(in.getInt(0) == 0x0A0D0D0A, "no section header first");
        while (in.hasRemaining()) {
            reader.block(in);
        }
        return reader;
    }

    private void block(ByteBuffer in) {
        int start = in.position();
        int type = in.getInt();
        int total = in.getInt();
        check(total >= 12 && total % 4 == 0 && start + total <= in.limit(), "total length " + total);
        check(in.getInt(start + total - 4) == total, "the lengths differ");
        ByteBuffer body = in.slice(start + 8, total - 12).order(ByteOrder.LITTLE_ENDIAN);
        in.position(start + total);
        switch (type) {
            case 0x0A0D0D0A -> section(body);
            case 1 -> description(body);
            case 6 -> packet(body);
            case 10 -> secrets(body);
            default -> throw new AssertionError("block type " + type);
        }
        check(!body.hasRemaining(), "bytes behind the body");
    }

    private void section(ByteBuffer body) {
        check(application == null, "a second section");
        check(body.getInt() == 0x1A2B3C4D && body.getShort() == 1 && body.getShort() == 0, "magic and version");
        check(body.getLong() == -1, "section length");
        List<Option> options = options(body);
        application = text(only(options, 4));
        comments = options.stream().filter(option -> option.code == 1).map(option -> text(option.value)).toList();
    }

    private void description(ByteBuffer body) {
        check(body.getShort() == 1 && body.getShort() == 0 && body.getInt() == 0, "link type, reserved, snap length");
        List<Option> options = options(body);
        byte[] resolution = only(options, 9);
        check(resolution.length == 1, "resolution");
        interfaces.add(new Interface(text(only(options, 2)), text(only(options, 3)), resolution[0]));
    }

    private void packet(ByteBuffer body) {
        int number = body.getInt();
        check(number >= 0 && number < interfaces.size(), "interface " + number);
        long time = ((long) body.getInt() << 32) | Integer.toUnsignedLong(body.getInt());
        int captured = body.getInt();
        check(captured == body.getInt(), "a shortened packet");
        byte[] frame = padded(body, captured);
        List<Option> options = options(body);
        packets.add(new Packet(number, time, frame,
                options.stream().filter(option -> option.code == 1).map(option -> text(option.value)).toList(),
                little(only(options, 2), 4).getInt(), little(only(options, 5), 8).getLong()));
    }

    private void secrets(ByteBuffer body) {
        check(body.getInt() == 0x544C534B, "kind of secrets");
        secrets.add(padded(body, body.getInt()));
    }

    private static List<Option> options(ByteBuffer body) {
        List<Option> options = new ArrayList<>();
        while (true) {
            int code = Short.toUnsignedInt(body.getShort());
            int length = Short.toUnsignedInt(body.getShort());
            if (code == 0) {
                check(length == 0, "the end of options has a value");
                return options;
            }
            options.add(new Option(code, padded(body, length)));
        }
    }

    private static byte[] padded(ByteBuffer body, int length) {
        byte[] value = new byte[length];
        body.get(value);
        for (int i = length; i % 4 != 0; i++) {
            check(body.get() == 0, "padding");
        }
        return value;
    }

    private static byte[] only(List<Option> options, int code) {
        List<Option> found = options.stream().filter(option -> option.code == code).toList();
        check(found.size() == 1, found.size() + " options " + code);
        return found.getFirst().value;
    }

    private static ByteBuffer little(byte[] value, int length) {
        check(value.length == length, "an option of " + value.length + " bytes");
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("no UTF-8", e);
        }
    }

    /** How many packets each interface saw, by its name. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        interfaces.forEach(each -> counts.put(each.name(), 0L));
        packets.forEach(each -> counts.merge(interfaces.get(each.captureInterface()).name(), 1L, Long::sum));
        return counts;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("pcapng: " + what);
        }
    }
}
