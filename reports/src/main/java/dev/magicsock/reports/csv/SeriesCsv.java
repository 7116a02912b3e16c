package dev.magicsock.reports.csv;

import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes every series of a run as one CSV table in UTF-8, with a header and a row for each bucket. Stateless.
 *
 * <pre>
 * subject,series,unit,start_ns,width_ns,count,min,max,sum
 * alice to bob,rtt-relay,nanoseconds,1000000000,500000000,2,41000000,42000000,83000000
 * </pre>
 * A text that a spreadsheet would take for a formula gets an apostrophe in front of it, as spreadsheets themselves
 * mark texts.
 */
public final class SeriesCsv {

    private static final SafeText SAFE = new SafeText(Glyphs.UNICODE);
    private static final String HEADER = "subject,series,unit,start_ns,width_ns,count,min,max,sum";
    private static final String END_OF_LINE = "\r\n";
    private static final String FORMULA_STARTS = "=+-@";

    private SeriesCsv() {
    }

    /**
     * Writes the table; the stream belongs to the caller and stays open.
     *
     * @throws IOException where the stream fails
     */
    public static void write(RecordedRun run, OutputStream target) throws IOException {
        target.write((HEADER + END_OF_LINE).getBytes(StandardCharsets.UTF_8));
        for (PairRecord pair : run.pairs()) {
            roundTrips(pair.a() + " to " + pair.b(), pair.aToB(), target);
            roundTrips(pair.b() + " to " + pair.a(), pair.bToA(), target);
        }
        for (Series series : run.series()) {
            rows(series.subject(), series.name(), series, target);
        }
    }

    private static void roundTrips(String subject, PairRecord.Direction direction, OutputStream target)
            throws IOException {
        for (PairRecord.CarrierRtt rtt : direction.rtt()) {
            rows(subject, "rtt-" + word(rtt.carrier()), rtt.samples(), target);
        }
    }

    private static void rows(String subject, String name, Series series, OutputStream target) throws IOException {
        String begin = field(subject) + "," + field(name) + "," + word(series.unit()) + ",";
        for (Series.Bucket bucket : series.buckets()) {
            long start = Duration.between(Instant.EPOCH, bucket.at()).toNanos();
            String row = begin + start + "," + series.bucketWidth().toNanos() + "," + bucket.count() + ","
                    + bucket.min() + "," + bucket.max() + "," + bucket.sum() + END_OF_LINE;
            target.write(row.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String field(String text) {
        String safe = SAFE.escape(text);
        String harmless = !safe.isEmpty() && FORMULA_STARTS.indexOf(safe.charAt(0)) >= 0 ? "'" + safe : safe;
        return harmless.indexOf(',') < 0 && harmless.indexOf('"') < 0 ? harmless
                : "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
