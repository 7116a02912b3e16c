package dev.magicsock.reports.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Series.Unit;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeriesCsvTest {

    @Test
    void aBucketIsARow() throws IOException {
        List<String> rows = rows("home/uplink/up");
        assertEquals("subject,series,unit,start_ns,width_ns,count,min,max,sum", rows.getFirst());
        assertTrue(rows.get(1).matches("home/uplink/up,queue,bytes,[0-9]+,[0-9]+,1,7,7,7"), rows.get(1));
        assertEquals(2, rows.size());
    }

    @Test
    void hostileNamesStayWithinTheirField() throws IOException {
        assertTrue(rows("a,\"b\"").get(1).startsWith("\"a,\"\"b\"\"\",queue,"));
        assertTrue(rows("=HYPERLINK(1)").get(1).startsWith("'=HYPERLINK(1),queue,"));
        assertTrue(rows("a\r\nb").get(1).startsWith("a\\u{d}\\u{a}b,queue,"));
    }

    @Test
    void everySeriesOfARunIsThere() throws IOException {
        RecordedRun run = Samples.failing();
        long buckets = run.series().stream().mapToLong(series -> series.buckets().size()).sum()
                + run.pairs().stream().flatMap(pair -> Stream.of(pair.aToB(), pair.bToA()))
                        .flatMap(direction -> direction.rtt().stream())
                        .mapToLong(rtt -> rtt.samples().buckets().size()).sum();
        assertEquals(1 + buckets, text(run).split("\r\n").length);
    }

    private static List<String> rows(String subject) throws IOException {
        RunRecorder recorder =
                new RunRecorder(Samples.identity("csv"), Samples.topology(), RecordLimits.standard());
        recorder.sample(subject, "queue", Unit.BYTES, 7, Instant.EPOCH.plusSeconds(3));
        String text = text(recorder.finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                Optional.empty()), Instant.EPOCH.plusSeconds(9)));
        assertTrue(text.endsWith("\r\n"));
        return List.of(text.split("\r\n"));
    }

    private static String text(RecordedRun run) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SeriesCsv.write(run, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
