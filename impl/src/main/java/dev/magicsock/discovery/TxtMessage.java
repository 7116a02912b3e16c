package dev.magicsock.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A DNS reply that consists of TXT records of one name (RFC 1035 sections 3.3.14 and 4.1).
 *
 * <p>Written: id 0, QR set, class IN; the name is spelled out once, later records point to it (section 4.1.4). Read:
 * records of other types, classes and names are skipped, strings of one record are joined, everything behind the
 * answers is ignored.
 */
final class TxtMessage {

    /** How long a record may be kept, in seconds: as iroh publishes it (section 8). */
    private static final int TTL_SECONDS = 30;

    private static final int HEADER_BYTES = 12;
    private static final int FLAG_REPLY = 0x8000;
    private static final int TYPE_TXT = 16;
    private static final int CLASS_IN = 1;
    private static final int MAX_LABEL_BYTES = 63;
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_STRING_BYTES = 255;
    private static final int POINTER = 0xC0;

    private TxtMessage() {
    }

    /**
     * Writes one record for each text that still fits, in their order; what does not fit is left out.
     *
     * @param name     labels of ASCII with dots between them
     * @param maxBytes of the whole message
     */
    static byte[] encode(String name, List<String> texts, int maxBytes) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        int count = 0;
        for (String text : texts) {
            byte[] record = record(count == 0 ? spelled(name) : pointer(HEADER_BYTES), text);
            if (HEADER_BYTES + answers.size() + record.length <= maxBytes) {
                answers.writeBytes(record);
                count++;
            }
        }
        return ByteBuffer.allocate(HEADER_BYTES + answers.size())
                .putShort((short) 0).putShort((short) FLAG_REPLY)
                .putShort((short) 0).putShort((short) count).putShort((short) 0).putShort((short) 0)
                .put(answers.toByteArray())
                .array();
    }

    private static byte[] record(byte[] name, String text) {
        byte[] data = strings(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(name.length + 10 + data.length)
                .put(name)
                .putShort((short) TYPE_TXT).putShort((short) CLASS_IN).putInt(TTL_SECONDS)
                .putShort((short) data.length).put(data)
                .array();
    }

    private static byte[] strings(byte[] text) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int at = 0;
        do {
            int length = Math.min(MAX_STRING_BYTES, text.length - at);
            data.write(length);
            data.write(text, at, length);
            at += length;
        } while (at < text.length);
        return data.toByteArray();
    }

    private static byte[] spelled(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    private static byte[] pointer(int offset) {
        return new byte[] {(byte) (POINTER | offset >> 8), (byte) offset};
    }

    /** Reads the texts of the TXT records that bear a name, in their order. */
    static RecordResult<List<String>> decode(byte[] message, String name) {
        return new Reader(message).texts(name);
    }

    /** Reads one message; stops at the first thing that is wrong and remembers what. */
    private static final class Reader {

        private final byte[] message;
        private int at;
        private RecordRejection wrong;

        Reader(byte[] message) {
            this.message = message;
        }

        RecordResult<List<String>> texts(String name) {
            List<String> texts = new ArrayList<>();
            if (message.length < HEADER_BYTES) {
                wrong = RecordRejection.TRUNCATED;
            } else {
                readAll(name, texts);
            }
            if (wrong == null && texts.isEmpty()) {
                wrong = RecordRejection.NO_RECORDS;
            }
            return wrong == null ? new RecordResult.Parsed<>(texts) : new RecordResult.Rejected<>(wrong);
        }

        private void readAll(String name, List<String> texts) {
            at = 4;
            int questions = readShort();
            int answers = readShort();
            at = HEADER_BYTES;
            for (int i = 0; i < questions && wrong == null; i++) {
                readName();
                skip(4);
            }
            for (int i = 0; i < answers && wrong == null; i++) {
                readRecord(name, texts);
            }
        }

        private void readRecord(String wanted, List<String> texts) {
            String name = readName();
            int type = readShort();
            int dnsClass = readShort();
            skip(4);
            int length = readShort();
            if (wrong == null && message.length - at < length) {
                wrong = RecordRejection.TRUNCATED;
            }
            if (wrong != null) {
                return;
            }
            if (type == TYPE_TXT && dnsClass == CLASS_IN && name.equalsIgnoreCase(wanted)) {
                readText(length, texts);
            }
            at += length;
        }

        private void readText(int length, List<String> texts) {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            int end = at + length;
            int string = at;
            while (string < end) {
                int bytes = message[string] & 0xFF;
                if (string + 1 + bytes > end) {
                    wrong = RecordRejection.MALFORMED_TXT;
                    return;
                }
                joined.write(message, string + 1, bytes);
                string += 1 + bytes;
            }
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(joined.toByteArray()));
                texts.add(text.toString());
            } catch (CharacterCodingException e) {
                wrong = RecordRejection.NOT_UTF8;
            }
        }

        /** Reads a name; pointers must lead back, to before the place where they or the piece they belong to began. */
        private String readName() {
            StringBuilder name = new StringBuilder();
            int from = at;
            int pieceStart = at;
            int end = -1;
            while (wrong == null) {
                int length = byteAt(from);
                if ((length & POINTER) == POINTER) {
                    int target = (length & ~POINTER) << 8 | byteAt(from + 1);
                    end = end < 0 ? from + 2 : end;
                    if (target >= pieceStart) {
                        wrong = RecordRejection.MALFORMED_NAME;
                    }
                    from = target;
                    pieceStart = target;
                } else if (length == 0) {
                    at = end < 0 ? from + 1 : end;
                    return name.toString();
                } else {
                    from = readLabel(from, length, name);
                }
            }
            return "";
        }

        private int readLabel(int from, int length, StringBuilder name) {
            if (length > MAX_LABEL_BYTES || name.length() + length + 1 > MAX_NAME_BYTES) {
                wrong = RecordRejection.MALFORMED_NAME;
                return from;
            }
            if (message.length - from - 1 < length) {
                wrong = RecordRejection.TRUNCATED;
                return from;
            }
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(message, from + 1, length, StandardCharsets.ISO_8859_1));
            return from + 1 + length;
        }

        private int byteAt(int offset) {
            if (offset >= message.length) {
                wrong = wrong == null ? RecordRejection.TRUNCATED : wrong;
                return 0;
            }
            return message[offset] & 0xFF;
        }

        private int readShort() {
            int value = byteAt(at) << 8 | byteAt(at + 1);
            at += 2;
            return value;
        }

        private void skip(int bytes) {
            at += bytes;
            if (at > message.length) {
                wrong = wrong == null ? RecordRejection.TRUNCATED : wrong;
            }
        }
    }
}
