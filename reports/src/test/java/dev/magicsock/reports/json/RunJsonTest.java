package dev.magicsock.reports.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.RandomRuns;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.recorder.RecordLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunJsonTest {

    private final RunJson json = new RunJson();

    @Test
    void theSmallestRunIsThisDocument() throws IOException {
        assertEquals("""
                {
                  "format" : "magicsock-run/1",
                  "outcome" : "pass",
                  "identity" : {
                    "scenario" : "empty",
                    "about" : "One symmetric NAT against a home router. Plain punching must stay \
                on the relay and lose nothing.",
                    "file" : "empty.yaml",
                    "seed" : "7",
                    "version" : "0.1.0",
                    "replayCommand" : "./run-scenario empty.yaml --seed 7",
                    "determinism" : "exact"
                  },
                  "endNanos" : 0,
                  "expectations" : [ ],
                  "topology" : {
                    "nodes" : [ ],
                    "links" : [ ]
                  },
                  "pairs" : [ ],
                  "faults" : [ ],
                  "packets" : {
                    "sent" : 0,
                    "copied" : 0,
                    "forwarded" : 0,
                    "delivered" : 0,
                    "dropped" : 0
                  },
                  "drops" : [ ],
                  "counters" : [ ],
                  "series" : [ ],
                  "events" : {
                    "items" : [ ],
                    "leftOut" : 0,
                    "gapAt" : 0
                  },
                  "natMappings" : {
                    "items" : [ ],
                    "leftOut" : 0,
                    "gapAt" : 0
                  },
                  "journeys" : {
                    "items" : [ ],
                    "leftOut" : 0,
                    "gapAt" : 0
                  }
                }
                """, text(RunDocument.of(Samples.empty())));
    }

    @Test
    void readingGivesTheRecordThatWasWritten() throws IOException {
        for (RecordedRun run : new RecordedRun[] {Samples.failing(), Samples.passing(),
            Samples.flappingForAnHour(RecordLimits.standard())}) {
            assertEquals(RunDocument.of(run), json.read(new ByteArrayInputStream(bytes(RunDocument.of(run)))));
        }
    }

    @Test
    void theWallClockIsThereOnlyWhereItIsGiven() throws IOException {
        RunDocument timed = new RunDocument(Samples.passing(), Optional.of(Duration.ofMillis(412)));
        assertTrue(text(timed).contains("\n  \"wallNanos\" : 412000000,\n"));
        assertEquals(timed, read(text(timed)));
        assertFalse(text(RunDocument.of(Samples.passing())).contains("wall"));
    }

    @Test
    void keysOfLaterVersionsAreSkipped() throws IOException {
        String later = text(RunDocument.of(Samples.failing()))
                .replace("\"fate\" : {", "\"mood\" : { \"good\" : [ 1, { \"x\" : null } ] }, \"fate\" : {")
                .replace("\"identity\" : {", "\"colour\" : \"red\", \"identity\" : {")
                .replace("\"scenario\" :", "\"outcome\" : 3, \"scenario\" :");
        assertEquals(Samples.failing(), read(later).run());
    }

    @Test
    void theStreamOfTheCallerStaysOpen() throws IOException {
        boolean[] closed = new boolean[1];
        OutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        json.write(RunDocument.of(Samples.empty()), target);
        assertFalse(closed[0]);
    }

    @Test
    void aFailingStreamIsTheCallersIoException() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        IOException e = assertThrows(IOException.class, () -> json.write(RunDocument.of(Samples.failing()), full));
        assertEquals("disk full", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "endNanos" : 0                | "endNanos" : -1            | end is not a virtual time
            "endNanos" : 0                | "endNanos" : 1.5           | an integer is expected
            "endNanos" : 0                | "endNanos" : null          | an integer is expected
            "endNanos" : 0                | "endNanos" : 99999999999999999999 | out of range
            "endNanos" : 0,               |                            | the key "endNanos" is missing
            "endNanos" : 0,               | "endNanos" : 0, "endNanos" : 0, | the key "endNanos" occurs twice
            "seed" : "7"                  | "seed" : 7                 | a string is expected
            "seed" : "7"                  | "seed" : "9999999999999999999" | a seed has 64 bits
            "seed" : "7"                  | "seed" : "seven"           | a seed is a decimal integer in a string
            "determinism" : "exact"       | "determinism" : "perhaps"  | one of these is expected: exact, exact-for
            "scenario" : "empty"          | "scenario" : ""            | scenario must not be blank
            "nodes" : [ ]                 | "nodes" : 5                | an array is expected
            "nodes" : [ ]                 | "nodes" : [ 5 ]            | an object is expected
            "packets" : {                 | "packets" : { "sent" : -5, | the key "sent" occurs twice
            magicsock-run/1               | magicsock-run/2            | the format is not magicsock-run/1
            "format"                      | "fmt"                      | an object whose first key is "format"
            "journeys" : {                | "journeys" : [             | an object is expected
            """)
    void whatIsNoRunIsRefusedWithPlaceAndReason(String good, String bad, String problem) throws IOException {
        String document = text(RunDocument.of(Samples.empty()));
        assertTrue(document.contains(good), good);
        String broken = document.replace(good, bad == null ? "" : bad);
        RunFormatException e = assertThrows(RunFormatException.class, () -> read(broken));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertTrue(e.getMessage().startsWith("line " + e.line() + ", column " + e.column() + ": "), e.getMessage());
        assertTrue(e.line() >= 1 && e.column() >= 1, e.getMessage());
    }

    @Test
    void brokenRowsAndVariantsAreRefused() throws IOException {
        String document = text(RunDocument.of(Samples.failing()));
        String row = "[ 1500000000, 1, 1200, 1200, 1200 ]";
        assertTrue(document.contains(row));
        refuses(document.replace(row, "[ 1500000000, 1, 1200, 1200 ]"), "an integer is expected");
        refuses(document.replace(row, "[ 1500000000, 1, 1200, 1200, 1200, 7 ]"), "5 elements are expected");
        refuses(document.replace(row, "[ 1500000000, 1, 1201, 1200, 1200 ]"), "min 1201 is above max 1200");
        refuses(document.replace("\"kind\" : \"dropped\"", "\"kind\" : \"eaten\""), "delivered, dropped, under-way");
        refuses(document.replace("\"kind\" : \"dropped\",", ""), "first key is \"kind\"");
    }

    @Test
    void emptyAndTrailingInputIsRefused() throws IOException {
        refuses("", "first key is \"format\"");
        refuses("[]", "first key is \"format\"");
        refuses(text(RunDocument.of(Samples.empty())) + "{}", "nothing is expected after the document");
        refuses("{ \"format\" : \"magicsock-run/1\", \"x\" : " + "[".repeat(10_000), "nesting depth");
    }

    @Property(tries = 100)
    void everyRunRoundTripsAndIsAscii(@ForAll long seed) throws IOException {
        RunDocument document = RunDocument.of(RandomRuns.of(seed));
        byte[] bytes = bytes(document);
        assertEquals(document, json.read(new ByteArrayInputStream(bytes)));
        assertEquals(text(document), text(RunDocument.of(RandomRuns.of(seed))));
        for (byte b : bytes) {
            assertTrue(b == '\n' || b >= ' ' && b < 0x7F, "byte " + b);
        }
    }

    @Property(tries = 100)
    void damagedDocumentsAreRefusedOrReadButNeverCrash(@ForAll long seed, @ForAll @IntRange(max = 100_000) int place,
                                                        @ForAll byte value, @ForAll boolean cut) throws IOException {
        byte[] bytes = bytes(RunDocument.of(RandomRuns.of(seed)));
        bytes[place % bytes.length] = value;
        byte[] damaged = cut ? Arrays.copyOf(bytes, place % bytes.length) : bytes;
        try {
            json.read(new ByteArrayInputStream(damaged));
        } catch (RunFormatException e) {
            assertTrue(e.getMessage().startsWith("line "));
        }
    }

    private void refuses(String document, String problem) {
        RunFormatException e = assertThrows(RunFormatException.class, () -> read(document));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    private RunDocument read(String document) throws IOException {
        return json.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private String text(RunDocument document) throws IOException {
        return new String(bytes(document), StandardCharsets.US_ASCII);
    }

    private byte[] bytes(RunDocument document) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        json.write(document, target);
        return target.toByteArray();
    }
}
