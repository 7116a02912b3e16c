package dev.magicsock.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TxtMessageTest {

    private static final String NAME = "_iroh.example";
    private static final String SPELLED = "055f69726f68076578616d706c6500";

    @Test
    void whatIsWrittenIsReadBack() {
        List<String> texts = List.of("relay=x", "", "ünïcode", "y".repeat(300));

        assertEquals(parsed(texts), TxtMessage.decode(TxtMessage.encode(NAME, texts, 1000), NAME));
    }

    @Test
    void whatDoesNotFitIsLeftOutAndSmallerOnesBehindItAreNot() {
        byte[] message = TxtMessage.encode(NAME, List.of("a".repeat(20), "b".repeat(90), "c"), 120);

        assertTrue(message.length <= 120);
        assertEquals(parsed(List.of("a".repeat(20), "c")), TxtMessage.decode(message, NAME));
    }

    @Test
    void namesCompareWithoutCase() {
        byte[] message = TxtMessage.encode("_IROH.Example", List.of("x"), 1000);

        assertEquals(parsed(List.of("x")), TxtMessage.decode(message, NAME));
    }

    @Test
    void otherNamesTypesAndClassesAreSkippedAndQuestionsToo() {
        String other = "056f7468657200" + "0010" + "0001" + "00000000" + "0002" + "0141";
        String address = SPELLED + "0001" + "0001" + "00000000" + "0004" + "7f000001";
        String chaos = SPELLED + "0010" + "0003" + "00000000" + "0002" + "0142";
        String wanted = SPELLED + "0010" + "0001" + "00000000" + "0002" + "0143";
        byte[] message = hex("0000" + "8000" + "0001" + "0004" + "0000" + "0000"
                + SPELLED + "0010" + "0001" + other + address + chaos + wanted);

        assertEquals(parsed(List.of("C")), TxtMessage.decode(message, NAME));
    }

    @Test
    void aMessageWithoutSuchRecordsIsNotEnough() {
        assertEquals(rejected(RecordRejection.NO_RECORDS),
                TxtMessage.decode(hex("000080000000000000000000"), NAME));
        assertEquals(rejected(RecordRejection.NO_RECORDS),
                TxtMessage.decode(TxtMessage.encode("_iroh.other", List.of("x"), 1000), NAME));
    }

    @Test
    void pointersMustPointBack() {
        String rest = "0010" + "0001" + "00000000" + "0002" + "0141";
        String head = "0000" + "8000" + "0000" + "0001" + "0000" + "0000";

        assertEquals(rejected(RecordRejection.MALFORMED_NAME), TxtMessage.decode(hex(head + "c00c" + rest), NAME));
        assertEquals(rejected(RecordRejection.MALFORMED_NAME), TxtMessage.decode(hex(head + "c0ff" + rest), NAME));
        assertEquals(rejected(RecordRejection.MALFORMED_NAME),
                TxtMessage.decode(hex(head + "0161c00c" + rest), NAME), "a label, then a pointer to itself");
    }

    @Test
    void labelsHaveAtMost63BytesAndNamesAtMost255() {
        String head = "0000" + "8000" + "0000" + "0001" + "0000" + "0000";

        assertEquals(rejected(RecordRejection.MALFORMED_NAME),
                TxtMessage.decode(hex(head + "40" + "61".repeat(64) + "00"), NAME));
        assertEquals(rejected(RecordRejection.MALFORMED_NAME),
                TxtMessage.decode(hex(head + ("3f" + "61".repeat(63)).repeat(5) + "00"), NAME));
    }

    @Test
    void stringsMustFillTheirRecordAndBeUtf8() {
        String head = "0000" + "8000" + "0000" + "0001" + "0000" + "0000" + SPELLED + "0010" + "0001" + "00000000";

        assertEquals(rejected(RecordRejection.MALFORMED_TXT), TxtMessage.decode(hex(head + "0002" + "0241"), NAME));
        assertEquals(rejected(RecordRejection.NOT_UTF8), TxtMessage.decode(hex(head + "0002" + "01ff"), NAME));
        assertEquals(rejected(RecordRejection.TRUNCATED), TxtMessage.decode(hex(head + "0003" + "0141"), NAME));
    }

    @Property(tries = 200)
    void aTruncatedMessageIsRejected(@ForAll @IntRange(min = 0, max = 300) int length) {
        byte[] message = TxtMessage.encode(NAME, List.of("relay=x", "y".repeat(300)), 1000);
        byte[] cut = Arrays.copyOf(message, Math.min(length, message.length - 1));

        assertEquals(rejected(RecordRejection.TRUNCATED), TxtMessage.decode(cut, NAME));
    }

    @Property(tries = 500)
    void mutatedMessagesBreakNothing(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 0xFFFF) Integer> edits) {
        byte[] message = TxtMessage.encode(NAME, List.of("relay=x", "addr=y"), 1000);
        for (int edit : edits) {
            message[(edit >> 8) % message.length] = (byte) edit;
        }

        assertNotNull(TxtMessage.decode(message, NAME));
    }

    @Property(tries = 500)
    void noBytesBreakTheReader(@ForAll @Size(max = 200) byte[] message) {
        assertNotNull(TxtMessage.decode(message, NAME));
    }

    private static RecordResult<List<String>> parsed(List<String> texts) {
        return new RecordResult.Parsed<>(texts);
    }

    private static RecordResult<List<String>> rejected(RecordRejection reason) {
        return new RecordResult.Rejected<>(reason);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
