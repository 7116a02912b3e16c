package dev.magicsock.scenarios.language;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns the bytes of a file into text: the checks that come before YAML. */
final class FileText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FileText() {
    }

    /** The text without a byte order mark; empty if it was rejected. */
    static Optional<String> decode(byte[] bytes, Problems problems) {
        if (bytes.length > ScenarioReader.MAX_BYTES) {
            problems.add(Position.START, "the file is too large",
                    "expected at most " + ScenarioReader.MAX_BYTES + " bytes (1 MiB)");
            return Optional.empty();
        }
        return decodeUtf8(bytes, problems).filter(text -> hasOnlyPrintable(text, problems));
    }

    private static Optional<String> decodeUtf8(byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        String plain = marked ? text.substring(1) : text;
        if (result.isError()) {
            problems.add(endOf(plain), "the bytes here are not UTF-8", "expected a text file in UTF-8");
            return Optional.empty();
        }
        return Optional.of(plain);
    }

    /** YAML 1.2.2 section 5.1: the characters that a YAML stream may contain. */
    private static boolean hasOnlyPrintable(String text, Problems problems) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean printable = c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c < 0x7F || c == 0x85
                    || c >= 0xA0 && c < 0xFFFE && c != BYTE_ORDER_MARK;
            if (!printable) {
                problems.add(endOf(text.substring(0, i)), "the character here has the code " + (int) c,
                        "expected printable text");
                return false;
            }
        }
        return true;
    }

    /** The position right after this text. */
    private static Position endOf(String text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, text.codePointCount(lineStart, text.length()) + 1);
    }
}
