package dev.magicsock.reports.pcap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks of a pcapng file, in little-endian order (draft-ietf-opsawg-pcapng section 3.1).
 *
 * <pre>
 * type u32 | total length u32 | body, padded to 4 bytes | total length u32
 * option:  code u16 | length u16 | value, padded to 4 bytes;  code 0 with length 0 ends a list
 * </pre>
 */
final class Blocks {

    static final int SECTION_HEADER = 0x0A0D0D0A;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int ENHANCED_PACKET = 6;
    static final int DECRYPTION_SECRETS = 10;

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int LINKTYPE_ETHERNET = 1;
    /** "TLSK": the text that SSLKEYLOGFILE names. */
    private static final int TLS_KEY_LOG = 0x544C534B;
    private static final int OPTION_END = 0;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_INTERFACE_NAME = 2;
    private static final int OPTION_INTERFACE_DESCRIPTION = 3;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_FLAGS = 2;
    private static final int OPTION_PACKET_ID = 5;
    /** 10 to the power of -9 seconds. */
    private static final byte NANOSECONDS = 9;
    /** The length of an option has 16 bits; a longer text loses its end. */
    private static final int MAX_TEXT_BYTES = 0xFFF0;

    private Blocks() {
    }

    static byte[] sectionHeader(String application, List<String> comments) {
        Body body = new Body().i32(BYTE_ORDER_MAGIC).i16(1).i16(0).i64(-1);
        comments.forEach(comment -> body.text(OPTION_COMMENT, comment));
        return body.text(OPTION_APPLICATION, application).endOfOptions().block(SECTION_HEADER);
    }

    static byte[] interfaceDescription(String name, String description) {
        return new Body().i16(LINKTYPE_ETHERNET).i16(0).i32(0)
                .text(OPTION_INTERFACE_NAME, name).text(OPTION_INTERFACE_DESCRIPTION, description)
                .option(OPTION_TIME_RESOLUTION, new byte[] {NANOSECONDS}).endOfOptions()
                .block(INTERFACE_DESCRIPTION);
    }

    static byte[] enhancedPacket(SeenPacket packet, List<String> comments) {
        byte[] frame = packet.frame();
        Body body = new Body().i32(packet.captureInterface()).i32((int) (packet.timeNanos() >>> Integer.SIZE))
                .i32((int) packet.timeNanos()).i32(frame.length).i32(frame.length).bytes(frame);
        comments.forEach(comment -> body.text(OPTION_COMMENT, comment));
        return body.option(OPTION_FLAGS, little(Integer.BYTES).putInt(packet.direction().flags()).array())
                .option(OPTION_PACKET_ID, little(Long.BYTES).putLong(packet.packetId()).array())
                .endOfOptions().block(ENHANCED_PACKET);
    }

    static byte[] secrets(byte[] keyLog) {
        return new Body().i32(TLS_KEY_LOG).i32(keyLog.length).bytes(keyLog).block(DECRYPTION_SECRETS);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A body that grows. */
    private static final class Body {

        private static final int AROUND_BODY_BYTES = 3 * Integer.BYTES;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

        Body i16(int value) {
            bytes.write(value);
            bytes.write(value >>> Byte.SIZE);
            return this;
        }

        Body i32(int value) {
            return i16(value).i16(value >>> Short.SIZE);
        }

        Body i64(long value) {
            return i32((int) value).i32((int) (value >>> Integer.SIZE));
        }

        /** With padding. */
        Body bytes(byte[] value) {
            bytes.writeBytes(value);
            for (int length = value.length; length % Integer.BYTES != 0; length++) {
                bytes.write(0);
            }
            return this;
        }

        Body option(int code, byte[] value) {
            return i16(code).i16(value.length).bytes(value);
        }

        Body text(int code, String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(utf8.length, MAX_TEXT_BYTES);
            while (length < utf8.length && (utf8[length] & 0xC0) == 0x80) {
                length--; // Never within a character.
            }
            return option(code, Arrays.copyOf(utf8, length));
        }

        Body endOfOptions() {
            return i16(OPTION_END).i16(0);
        }

        byte[] block(int type) {
            int total = bytes.size() + AROUND_BODY_BYTES;
            return little(total).putInt(type).putInt(total).put(bytes.toByteArray()).putInt(total).array();
        }
    }
}
