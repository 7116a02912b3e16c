package dev.magicsock.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Series.Bucket;
import dev.magicsock.reports.record.Series.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DownsamplingTest {

    private static final long WIDTH = 1_000_000;

    @Test
    void aSeriesThatIsShortEnoughStaysAsItIs() {
        Series series = series(List.of(3, 1, 2), 1);
        assertEquals(series, Downsampling.thin(series, 3));
    }

    @Test
    void neighboursShareABucketWithBothTheirExtremes() {
        Series thinned = Downsampling.thin(series(List.of(5, 900, 2, 4), 1), 2);

        assertEquals(Duration.ofNanos(2 * WIDTH), thinned.bucketWidth());
        assertEquals(List.of(new Bucket(Instant.EPOCH, 2, 5, 900, 905),
                new Bucket(Instant.EPOCH.plusNanos(2 * WIDTH), 2, 2, 4, 6)), thinned.buckets());
    }

    @Property(tries = 200)
    void noPeakIsLostAndNoneMadeUp(@ForAll @Size(min = 1, max = 120) List<@IntRange(max = 1_000) Integer> values,
            @ForAll @IntRange(min = 1, max = 40) int limit, @ForAll @IntRange(min = 1, max = 9) int step) {
        Series series = series(values, step);

        Series thinned = Downsampling.thin(series, limit);

        assertTrue(thinned.buckets().size() <= limit, thinned.buckets().size() + " buckets");
        assertEquals(series.count(), thinned.count());
        assertEquals(series.mean(), thinned.mean());
        for (Bucket merged : thinned.buckets()) {
            List<Bucket> covered = series.buckets().stream().filter(bucket -> !bucket.at().isBefore(merged.at())
                    && bucket.at().isBefore(merged.at().plus(thinned.bucketWidth()))).toList();
            assertEquals(covered.stream().mapToLong(Bucket::max).max().orElseThrow(), merged.max());
            assertEquals(covered.stream().mapToLong(Bucket::min).min().orElseThrow(), merged.min());
        }
    }

    private static Series series(List<Integer> values, int step) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            long value = values.get(i);
            buckets.add(new Bucket(Instant.EPOCH.plusNanos(i * step * WIDTH), 1, value, value, value));
        }
        return new Series("alice to bob", "rtt", Unit.NANOSECONDS, Duration.ofNanos(WIDTH), buckets);
    }
}
